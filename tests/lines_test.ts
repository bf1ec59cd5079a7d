import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { startCompanion } from "../companion/companion.ts";
import { keepLogs } from "./door_logs.ts";
import { callWebhook } from "./door_webhook.ts";
import { ENCRYPTION_KEY, type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

const NUMBER = "whatsapp:+573150000002";
const CUSTOMER = "+573550000001";
const NEWER_KEY = "a-newer-encryption-key-of-the-tests-long";

interface TwilioAccount {
  sid: string;
  authToken: string;
}

/** A further account of the business at the provider, with a number of its own. */
async function openAccount(
  { twilio }: Inbox,
  number: string,
): Promise<TwilioAccount> {
  const ask = async (path: string, json: unknown) => {
    const response = await fetch(`${twilio.url}/sandbox/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(json),
    });
    return await response.json();
  };
  const account = await ask("accounts", { friendlyName: "Sede norte" });
  await ask("lines", { number, accountSid: account.sid });
  return account;
}

function lineOf(number: string, { sid, authToken }: TwilioAccount) {
  return {
    numero: number,
    nombre: "Sede norte",
    account_sid: sid,
    auth_token: authToken,
  };
}

describe("a further line", () => {
  let inbox: Inbox;
  let account: TwilioAccount;
  let lineId: number;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis"] });
    account = await openAccount(inbox, NUMBER);
    const { json } = await inbox.as("sofia", "/api/lineas", {
      json: lineOf(NUMBER, account),
    });
    lineId = json.linea.id;
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  async function lines(): Promise<Record<number, string>> {
    const { json } = await inbox.as("sofia", "/api/lineas");
    return Object.fromEntries(
      json.lineas.map((
        line: { id: number; configured: boolean; credenciales: string },
      ) => [line.id, line.configured ? "configured" : line.credenciales]),
    );
  }

  async function stored(id = lineId): Promise<string> {
    const [row] = await inbox.sql<
      { credentials: string }[]
    >`select credentials from lines where id = ${id}`;
    return row!.credentials;
  }

  async function put(credentials: string, id = lineId): Promise<void> {
    await inbox
      .sql`update lines set credentials = ${credentials} where id = ${id}`;
  }

  it("works whole: heard by its own token, answered with it, and with a turn of its own", async () => {
    const { twilio } = inbox;
    const written = await Promise.all(
      [CUSTOMER, "+573550000002"].map((from) =>
        twilio.inbound({ from, to: NUMBER, body: "Hola" })
      ),
    );
    const { json } = await inbox.as("sofia", "/api/conversaciones");
    const theirs = Object.values(json.conversaciones) as {
      id: string;
      agente: string;
    }[];
    const replied = await inbox.reply("sofia", theirs[0]!.id, "Buenos días");
    await inbox.settle();

    assertEquals(written.map(({ status }) => status), [200, 200]);
    assertEquals(theirs.map(({ agente }) => agente).sort(), ["Ana", "Luis"]);
    assertEquals(replied.status, 200);
    const [sent] = twilio.messages().filter(({ direction }) =>
      direction !== "inbound"
    );
    assertEquals([sent!.accountSid, sent!.from], [account.sid, NUMBER]);
    const [reply] = (await inbox.thread("sofia", theirs[0]!.id)).slice(-1);
    await until("its reports came", async () => {
      const [last] = (await inbox.thread("sofia", theirs[0]!.id)).slice(-1);
      return last!.status === "delivered";
    });
    assertEquals(reply!.body, "Buenos días");
  });

  it("is shown to supervisors with the addresses to paste, and its token to nobody", async () => {
    const shown = await inbox.as("sofia", "/api/lineas");
    const refused = await inbox.as("ana", "/api/lineas");

    const [first, second] = shown.json.lineas;
    assertEquals(refused.status, 403);
    assertEquals([first.credenciales, second.credenciales], [
      "entorno",
      "guardadas",
    ]);
    assertEquals(
      second.webhooks.mensajes,
      `${inbox.url}/webhook/twilio`,
    );
    assertEquals(JSON.stringify(shown.json).includes(account.authToken), false);
    assertEquals(JSON.stringify(shown.json).includes("v1."), false);
  });

  it("has its token in no table", async () => {
    const tables = await inbox.sql<
      { name: string }[]
    >`select table_name as name from information_schema.tables where table_schema = 'public'`;
    const telling: string[] = [];
    for (const { name } of tables) {
      const [row] = await inbox.sql<{ count: number }[]>`
        select count(*) as count from ${inbox.sql(name)} as t
        where t::text like ${`%${account.authToken}%`}
      `;
      if (row!.count > 0) telling.push(name);
    }

    assertEquals(telling, []);
    assertEquals(
      /^v1\.[0-9a-f]{8}\.[\w-]+\.[\w-]+$/.test(await stored()),
      true,
    );
  });

  it("is refused when it exists, has no token of its own, or is unreadable", async () => {
    const right = lineOf("+573150000009", account);
    const ask = async (json: unknown) => {
      const answer = await inbox.as("sofia", "/api/lineas", { json });
      return [answer.status, answer.json.code, answer.json.field];
    };

    assertEquals(await ask({ ...right, numero: NUMBER }), [
      409,
      "line_exists",
      undefined,
    ]);
    for (
      const [field, value] of [
        ["auth_token", undefined],
        ["auth_token", "a token"],
        ["numero", "12"],
        ["nombre", " "],
        ["account_sid", "AC1"],
        ["messaging_service_sid", "MG1"],
      ] as const
    ) {
      assertEquals(await ask({ ...right, [field]: value }), [
        422,
        "invalid",
        field,
      ]);
    }
  });

  it("takes a new token, and the one before it while both are given", async () => {
    const newer = { sid: account.sid, authToken: "b".repeat(32) };
    const path = `/api/lineas/${lineId}/credenciales`;
    const replaced = await inbox.as("sofia", path, {
      method: "PUT",
      json: { auth_token: `${newer.authToken},${account.authToken}` },
    });
    const both = await inbox.twilio.inbound({ from: CUSTOMER, to: NUMBER });
    await inbox.as("sofia", path, {
      method: "PUT",
      json: { auth_token: newer.authToken },
    });
    const gone = await inbox.twilio.inbound({ from: CUSTOMER, to: NUMBER });
    await inbox.as("sofia", path, {
      method: "PUT",
      json: { auth_token: account.authToken },
    });
    const again = await inbox.twilio.inbound({ from: CUSTOMER, to: NUMBER });

    assertEquals(replaced.json.linea.configured, true);
    assertEquals([both.status, gone.status, again.status], [200, 403, 200]);
    const first = await inbox.as("sofia", "/api/lineas/1/credenciales", {
      method: "PUT",
      json: { auth_token: account.authToken },
    });
    assertEquals([first.status, first.json.code], [409, "set_elsewhere"]);
    const nobody = await inbox.as("sofia", "/api/lineas/99/credenciales", {
      method: "PUT",
      json: { auth_token: account.authToken },
    });
    assertEquals(nobody.status, 404);
  });

  it("is not configured when its credentials were changed or moved, and the others go on", async () => {
    await using logs = await keepLogs();
    const other = await openAccount(inbox, "whatsapp:+573150000003");
    const { json } = await inbox.as("sofia", "/api/lineas", {
      json: lineOf("whatsapp:+573150000003", other),
    });
    const otherId = json.linea.id;
    const right = await stored();
    const byte = right.at(-10) === "A" ? "B" : "A";
    const shown: Record<number, string>[] = [];

    await put(right.slice(0, -10) + byte + right.slice(-9));
    await inbox.restart();
    shown.push(await lines());
    const answer = await inbox.twilio.inbound({ from: CUSTOMER, to: NUMBER });
    const elsewhere = await inbox.twilio.inbound({ from: CUSTOMER });
    await put(await stored(otherId));
    await inbox.restart();
    shown.push(await lines());
    await put(right);
    await inbox.restart();
    shown.push(await lines());

    const fine = { 1: "configured", [otherId]: "configured" };
    assertEquals(shown, [
      { ...fine, [lineId]: "ilegibles" },
      { ...fine, [lineId]: "ilegibles" },
      { ...fine, [lineId]: "configured" },
    ]);
    assertEquals([answer.status, elsewhere.status], [403, 200]);
    const said = logs.records.filter(({ properties }) =>
      properties.line === lineId
    );
    assertEquals(said.every(({ level }) => level === "error"), true);
    assertEquals(said.length >= 2, true);
  });

  it("and who joins at the same moment find one another", async () => {
    const numbers = [4, 5, 6, 7].map((at) => `whatsapp:+57315000000${at}`);
    const joining = numbers.map((number, at) => [
      inbox.as("sofia", "/api/lineas", { json: lineOf(number, account) }),
      inbox.as("sofia", "/api/agentes", {
        json: { email: `nueva${at}@example.com`, nombre: `Nueva ${at}` },
      }),
    ]);
    const answers = await Promise.all(joining.flat());

    assertEquals(answers.map(({ status }) => status), answers.map(() => 200));
    const missing = await inbox.sql`
      select from lines l, agents a where a.role = 'agent'
        and not exists (select from rota r where r.line_id = l.id and r.agent_id = a.id)
    `;
    assertEquals(missing.length, 0);
  });

  it("is sealed anew at the start, so that an older key can be retired", async () => {
    const { settings } = inbox;
    const before = await stored();

    settings.encryptionKeys = [NEWER_KEY, ENCRYPTION_KEY];
    await inbox.restart();
    const after = await stored();
    settings.encryptionKeys = [NEWER_KEY];
    await inbox.restart();
    const retired = await lines();
    const heard = await inbox.twilio.inbound({ from: CUSTOMER, to: NUMBER });
    settings.encryptionKeys = [ENCRYPTION_KEY];
    await inbox.restart();
    const forgotten = await lines();

    assertEquals(before.split(".")[1] === after.split(".")[1], false);
    assertEquals([retired[lineId], heard.status], ["configured", 200]);
    assertEquals([forgotten[1], forgotten[lineId]], [
      "configured",
      "ilegibles",
    ]);
    assertEquals(await stored(), after);
  });

  it("is known at once to every companion, whatever it remembers", async () => {
    // Its clock stands still: what it remembers of the lines never gets old.
    const then = new Date();
    const other = await startCompanion({ ...inbox.settings, port: 0 }, {
      now: () => then,
      newId: () => crypto.randomUUID(),
    });
    const number = "whatsapp:+573150000008";
    const { sid, authToken } = await openAccount(inbox, number);
    const ask = async () => {
      const { status } = await callWebhook(other, {
        token: authToken,
        params: { AccountSid: sid, To: number },
      });
      return status;
    };

    const before = await ask();
    await inbox.as("sofia", "/api/lineas", {
      json: lineOf(number, { sid, authToken }),
    });
    await until("the other one heard of it", async () => await ask() === 200);
    await other.stop();

    assertEquals(before, 403);
  });
});
