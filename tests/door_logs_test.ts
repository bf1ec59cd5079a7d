import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { allRoutes } from "./access_routes.ts";
import { keepLogs, type KeptLogs } from "./door_logs.ts";
import { callWebhook, newSid } from "./door_webhook.ts";
import { type Inbox, startInbox } from "./inbox.ts";

const KEY = "573558642097";
const OTHER_KEY = "573558642098";
const FROM = `whatsapp:+${KEY}`;
/** What no line may have: numbers, names, words of messages, addresses with any of them. */
const SECRETS = [
  "3558642097",
  "3558642098",
  "Wilhelmina",
  "Quetzalcoatl",
  "murciélago",
  "murci%C3%A9lago",
  "ornitorrinco",
  "?m=",
  "?q=",
  "/conversacion/5",
];

describe("the log", () => {
  it("has one line for each refusal, by the door's pattern, and never a number, a name or a word", async () => {
    await using logs = await keepLogs();
    await using inbox = await startInbox({ agents: ["ana", "luis"] });
    await ordinaryDay(inbox);
    logs.records.length = 0;

    const wrong: string[] = [];
    for (const [what, refusedDoor, refuse] of refusals(inbox)) {
      const lines = await linesDuring(logs, refuse);
      const routes = lines.map(({ properties }) => properties.route);
      if (routes.length !== 1 || routes[0] !== refusedDoor) {
        wrong.push(`${what}: ${JSON.stringify(routes)}`);
      }
    }

    assertEquals(wrong, []);
  });

  it("tells nothing of anybody on a day with everything in it", async () => {
    await using logs = await keepLogs();
    await using inbox = await startInbox({ agents: ["ana", "luis"] });

    await ordinaryDay(inbox);
    for (const [, , refuse] of refusals(inbox)) await refuse();
    await brokenDay(inbox);
    const lines = logs.lines();

    const told = lines.filter((line) =>
      SECRETS.some((secret) => line.includes(secret))
    );
    assertEquals(told, []);
    const patterns = new Set(allRoutes().map((route) => route.split(" ")[1]));
    const others = logs.records.map(({ properties }) => properties.route)
      .filter((route) =>
        route !== undefined && !patterns.has(String(route)) &&
        !/^(\/webhook\/twilio|\/api)?\/\*$/.test(String(route))
      );
    assertEquals(others, []);
    assertEquals(lines.length >= refusals(inbox).length, true);
  });
});

/** What was written about doors while it happened. */
async function linesDuring(logs: KeptLogs, happen: () => Promise<unknown>) {
  const before = logs.records.length;
  await happen();
  return logs.records.slice(before)
    .filter(({ properties }) => properties.route !== undefined);
}

async function ordinaryDay(inbox: Inbox): Promise<void> {
  const { twilio } = inbox;
  const profileName = "Wilhelmina";
  await twilio.inbound({ from: KEY, body: "Un murciélago", profileName });
  await twilio.inbound({ from: OTHER_KEY, body: "Hola", profileName });
  await twilio.inbound({
    from: KEY,
    media: [{ contentType: "image/png", base64: btoa("foto") }],
  });
  await inbox.reply("sofia", KEY, "Un ornitorrinco");
  await inbox.as("sofia", `/api/conversaciones?q=${KEY}`);
  await inbox.as("sofia", `/api/conversacion/${KEY}`);
  await inbox.settle();
}

/** Each with the pattern that its line names. */
function refusals(
  inbox: Inbox,
): [what: string, route: string, refuse: () => Promise<unknown>][] {
  const params = {
    From: FROM,
    Body: "Un murciélago",
    ProfileName: "Quetzalcoatl",
  };
  const hook = (changes: Parameters<typeof callWebhook>[1]) => () =>
    callWebhook(inbox, {
      ...changes,
      params: { ...params, ...changes?.params },
    });
  const as = (...args: Parameters<Inbox["as"]>) => () => inbox.as(...args);
  const message = "Un ornitorrinco";
  const twilio = "/webhook/twilio";
  const json = { headers: { "Content-Type": "application/json" } };
  const large = { Body: "murciélago".repeat(30_000) };
  return [
    ["unsigned", twilio, hook({ signature: null })],
    ["forged", twilio, hook({ token: "guessed" })],
    ["another type", twilio, hook(json)],
    ["too large", twilio, hook({ params: large })],
    ["an unknown account", twilio, hook({ params: { AccountSid: "AC0" } })],
    ["an unknown line", twilio, hook({ params: { To: `${FROM}1` } })],
    ["no sender", twilio, hook({ params: { From: null } })],
    [
      "a forged report",
      `${twilio}/status`,
      hook({ path: `${twilio}/status?m=${KEY}`, token: "guessed" }),
    ],
    [
      "a report of nothing",
      `${twilio}/status`,
      hook({ path: `${twilio}/status`, params: { From: FROM } }),
    ],
    ["no such webhook", `${twilio}/*`, hook({ path: `${twilio}/${KEY}` })],
    [
      "a forged notice",
      "/webhook/wix",
      as(null, "/webhook/wix", { json: { id: KEY, nombre: "Quetzalcoatl" } }),
    ],
    ["nobody", "/api/session", as(null, "/api/session")],
    [
      "a token in the address",
      "/api/conversaciones",
      as(null, `/api/conversaciones?token=${KEY}&q=murciélago`),
    ],
    [
      "no token",
      "/api/conversacion/:key",
      as(null, `/api/conversacion/${KEY}`),
    ],
    ...["", "/asignaciones"].map((rest) =>
      [
        "somebody else's",
        `/api/conversacion/:key${rest}`,
        as("luis", `/api/conversacion/${KEY}${rest}`),
      ] as [string, string, () => Promise<unknown>]
    ),
    [
      "nobody's",
      "/api/conversacion/:key",
      as("ana", `/api/conversacion/${KEY}00`),
    ],
    [
      "a reply to nobody",
      "/api/enviar-mensaje",
      as("ana", "/api/enviar-mensaje", { json: { to: `${KEY}00`, message } }),
    ],
    [
      "no reply",
      "/api/enviar-mensaje",
      as("ana", "/api/enviar-mensaje", { json: { to: KEY, id: message } }),
    ],
    [
      "no JSON",
      "/api/enviar-mensaje",
      as("ana", "/api/enviar-mensaje", { method: "POST", body: message }),
    ],
    [
      "a wrong page",
      "/api/conversaciones",
      as("ana", `/api/conversaciones?limit=${message}&q=${KEY}`),
    ],
    ["a supervisor's door", "/api/atascos", as("ana", "/api/atascos")],
    ["no such door", "/api/*", as("ana", `/api/${KEY}/Quetzalcoatl`)],
    ["no such page", "/*", as(null, `/${KEY}?q=murciélago`)],
    ["no such file", "/media/:id", as(null, `/media/${KEY}?a=1`)],
  ];
}

/** What goes wrong within: the site, the provider and the database refuse. */
async function brokenDay(inbox: Inbox): Promise<void> {
  const { sql, twilio } = inbox;
  await twilio.inbound({
    from: KEY,
    params: { MediaUrl0: `${inbox.url}/${KEY}`, NumMedia: "1" },
  });
  await sql`alter table messages add constraint odd check (body not like '%murciélago%') not valid`;
  await callWebhook(inbox, {
    params: { From: FROM, Body: "Un murciélago", MessageSid: newSid() },
  });
  await inbox.as("sofia", "/api/enviar-mensaje", {
    json: { to: KEY, message: "Un murciélago" },
  });
  await sql`alter table messages drop constraint odd`;
  await inbox.site.stop();
  await twilio.inbound({ from: KEY, body: "Otro murciélago" });
  await inbox.reply("sofia", KEY, "Otro ornitorrinco").catch(() => null);
}
