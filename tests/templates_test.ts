import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { ACCOUNT, AUTH_TOKEN, type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

const KEY = "573360000001";
const DAY_MS = 24 * 60 * 60 * 1000;

describe("a template", () => {
  let inbox: Inbox;
  let id: string;
  beforeAll(async () => {
    inbox = await startInbox();
    id = await create(inbox, "recordatorio", {
      "twilio/text": { body: "Hola {{1}}, le esperamos a las {{2}} hoy." },
    });
    await approve(inbox, id, "recordatorio");
    await create(inbox, "borrador", { "twilio/text": { body: "Sin más." } });
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Hola" });
    await inbox.settle();
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const send = (name: string, json: Record<string, unknown>) =>
    inbox.as(name, "/api/enviar-mensaje", {
      json: { to: KEY, id: crypto.randomUUID(), ...json },
    });
  const variables = { 1: "Camila", 2: "10:00" };

  const closeWindow = (isClosed: boolean) =>
    inbox.sql`
      update conversations set last_inbound_at = ${new Date(
      Date.now() - (isClosed ? 2 * DAY_MS : 0),
    )}
    `;

  /** Read at most once in three seconds, as far as anybody asks. */
  async function refreshed() {
    await inbox
      .sql`update template_reads set asked_at = asked_at - interval '1 minute'`;
    return (await inbox.as("ana", "/api/plantillas?actualizar=1")).json;
  }

  it("is listed with its gaps and its standing, and stays so with Twilio away", async () => {
    const { plantillas, actualizado } = await refreshed();

    assertEquals(
      plantillas.map(({ nombre, estado }: Record<string, string>) => [
        nombre,
        estado,
      ]),
      [["borrador", "unsubmitted"], ["recordatorio", "approved"]],
    );
    assertEquals(plantillas[1], {
      id,
      nombre: "recordatorio",
      idioma: "es",
      cuerpo: "Hola {{1}}, le esperamos a las {{2}} hoy.",
      variables: ["1", "2"],
      botones: [],
      categoria: "UTILITY",
      estado: "approved",
      tipo: "twilio/text",
      lineas: [1],
    });
    await fault(inbox, { path: "/v1/Content", status: 500 });
    const away = await refreshed();
    await fault(inbox, null);
    assertEquals([away.plantillas, away.actualizado], [
      plantillas,
      actualizado,
    ]);
    const [read] = await inbox.sql<{ problem: string }[]>`
      select problem from template_reads
    `;
    assertEquals(read!.problem, "Twilio answered 500, error 20500");
  });

  it("is read page by page, and by who asks first", async () => {
    const more = Array.from({ length: 101 }, (_, at) => `mas-${at}`);
    for (const name of more) {
      await create(inbox, name, { "twilio/text": { body: name } });
    }

    const { plantillas } = await refreshed();

    assertEquals(plantillas.length, 103);
    await inbox
      .sql`update template_reads set read_at = null, asked_at = 'epoch'`;
    const first = await inbox.as("ana", "/api/plantillas");
    assertEquals(typeof first.json.actualizado, "string");
  });

  it("goes with the window closed, once, and is kept as the customer reads it", async () => {
    await closeWindow(true);
    const own = crypto.randomUUID();

    const tries = await Promise.all(
      [1, 2].map(() => send("ana", { id: own, plantilla: { id, variables } })),
    );
    await inbox.settle();

    assertEquals(tries.map(({ status }) => status), [200, 200]);
    const text = "Hola Camila, le esperamos a las 10:00 hoy.";
    const shown = inbox.twilio.phone(`whatsapp:+${KEY}`);
    assertEquals(shown.filter(({ body }) => body === text).length, 1);
    const message = (await inbox.thread("ana", KEY)).at(-1)!;
    assertEquals([message.kind, message.body, message.author_name], [
      "template",
      text,
      "Ana",
    ]);
    assertEquals(message.details.template, {
      id,
      name: "recordatorio",
      variables,
    });
    await until(
      "it arrived",
      async () =>
        (await inbox.thread("ana", KEY)).at(-1)!.status === "delivered",
    );
    assertEquals(
      (await send("ana", { message: "Hola" })).json.code,
      "window_closed",
    );
  });

  it("is kept with the buttons that the customer sees", async () => {
    const asking = await create(inbox, "confirmar", {
      "twilio/quick-reply": {
        body: "¿Vendrá usted?",
        actions: [{ title: "Sí, iré", id: "si" }, { title: "No", id: "no" }],
      },
    });
    await approve(inbox, asking, "confirmar");
    const { plantillas } = await refreshed();

    await send("ana", { plantilla: { id: asking, variables: {} } });
    await inbox.settle();

    const buttons = ["Sí, iré", "No"];
    assertEquals(
      plantillas.find((one: { id: string }) => one.id === asking).botones,
      buttons,
    );
    const message = (await inbox.thread("ana", KEY)).at(-1)!;
    assertEquals(message.details.template?.buttons, buttons);
  });

  it("is found, not sent again, when Twilio's answer to it was lost", async () => {
    const filled = { 1: "Pedro", 2: "11:00" };
    await fault(inbox, {
      path: `/2010-04-01/Accounts/${ACCOUNT}/Messages`,
      method: "POST",
      after: "commit",
      drop: true,
      times: 1,
    });

    await send("ana", { plantilla: { id, variables: filled } });
    await inbox.settle();

    const shown = inbox.twilio.phone(`whatsapp:+${KEY}`);
    assertEquals(
      shown.filter(({ body }) => body.startsWith("Hola Pedro")).length,
      1,
    );
  });

  it("does not go when it is not approved, has a gap left, or comes with something else", async () => {
    const { json } = await inbox.as("ana", "/api/plantillas");
    const draft = json.plantillas.find(({ nombre }: { nombre: string }) =>
      nombre === "borrador"
    );
    const fields = [];
    for (
      const body of [
        { plantilla: { id: draft.id } },
        { plantilla: { id: `HX${"0".repeat(32)}` } },
        { plantilla: { id: "x" } },
        { plantilla: "x" },
        { plantilla: { id, variables: { 1: "Camila" } } },
        { plantilla: { id, variables: { 1: "a\nb", 2: "x" } } },
        { plantilla: { id, variables: { 1: 3 } } },
        { plantilla: { id, variables }, message: "Y esto" },
      ]
    ) {
      const { status, json } = await send("ana", body);
      fields.push([status, json.field]);
    }

    assertEquals(fields, [
      [422, "plantilla"],
      [422, "plantilla"],
      [422, "plantilla"],
      [422, "plantilla"],
      [422, "variables"],
      [422, "variables"],
      [422, "variables"],
      [422, "plantilla"],
    ]);
    const other = await send("luis", { plantilla: { id, variables } });
    assertEquals([other.status, other.json.code], [403, "not_assigned"]);
  });
});

/** Asks Twilio's stand-in as the account's owner does. */
async function asOwner({ twilio }: Inbox, path: string, json: unknown) {
  const response = await fetch(twilio.url + path, {
    method: "POST",
    headers: {
      Authorization: `Basic ${btoa(`${ACCOUNT}:${AUTH_TOKEN}`)}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify(json),
  });
  assertEquals(response.ok, true);
  return await response.json();
}

async function create(inbox: Inbox, name: string, types: object) {
  const content = { friendly_name: name, language: "es", types };
  return (await asOwner(inbox, "/v1/Content", content)).sid;
}

async function approve(inbox: Inbox, sid: string, name: string) {
  await asOwner(inbox, `/v1/Content/${sid}/ApprovalRequests/whatsapp`, {
    name,
    category: "UTILITY",
  });
}

/** Has the next matching requests fail; `null`: none any more. */
async function fault({ twilio }: Inbox, json: unknown) {
  const response = await fetch(`${twilio.url}/sandbox/faults`, {
    method: json === null ? "DELETE" : "POST",
    headers: { "Content-Type": "application/json" },
    body: json === null ? undefined : JSON.stringify(json),
  });
  await response.body?.cancel();
}
