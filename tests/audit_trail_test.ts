import { assert, assertEquals, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { eraseAuditBefore } from "../companion/store/audit_trail.ts";
import { signToken } from "./access_tokens.ts";
import { callWebhook } from "./door_webhook.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

const KEY = "573550010001";
const FORGED = 200;
const DAY_MS = 24 * 60 * 60 * 1000;
const ADDRESSES = 300;

interface Entry {
  id: number;
  acto: string;
  agente: { id: number; nombre: string } | null;
  miembro: string | null;
  direccion: string | null;
  conversacion: string | null;
  asignaciones: string | null;
  sobre: { nombre: string } | null;
  veces: number;
  detalles: Record<string, unknown>;
}

describe("the audit trail", () => {
  let inbox: Inbox;
  let ahead = 0;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana", "luis"],
      now: () => new Date(Date.now() + ahead),
      settings: { trustedProxies: ["127.0.0.1"] },
    });
    await inbox.twilio.inbound({
      from: `+${KEY}`,
      body: "Un murciélago",
      profileName: "Wilhelmina",
    });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  async function entries(act: string): Promise<Entry[]> {
    const path = `/api/auditoria?limit=200&acto=${act}`;
    const { json } = await inbox.as("sofia", path);
    return json.auditoria;
  }

  /** As `who act about`, the oldest first. */
  async function told(...acts: string[]): Promise<string[]> {
    const found = (await Promise.all(acts.map(entries))).flat();
    return found.sort((a, b) => a.id - b.id).map(({ agente, acto, sobre }) =>
      [agente?.nombre ?? "-", acto, sobre?.nombre].filter(Boolean).join(" ")
    );
  }

  it("tells who did what, of each act once, and of nothing that was refused", async () => {
    const luis = await inbox.agentId("luis");
    const conversation = `/api/conversacion/${KEY}`;
    const handOver = (agente: number) =>
      inbox.as("sofia", `${conversation}/asignar`, { json: { agente } });
    const pause = (pausado: boolean) =>
      inbox.as("sofia", `/api/agentes/${luis}`, {
        method: "PATCH",
        json: { pausado },
      });
    await inbox.settle();
    const [lane] = await inbox.sql<{ conversationId: string }[]>`
      update outbox_lanes set state = 'stopped', last_seq = last_seq + 1, problem = 'x', problem_since = now()
      where kind = 'publish_change' returning conversation_id
    `;
    const release = () =>
      inbox.as("sofia", "/api/atascos/liberar", {
        json: { tipo: "publish_change", conversacion: lane!.conversationId },
      });

    const statuses = [
      await handOver(luis),
      await handOver(luis),
      await handOver(99),
      await pause(true),
      await pause(true),
      await pause(false),
      await inbox.as("sofia", "/api/agentes", {
        json: { email: "eva@example.com", nombre: "Eva" },
      }),
      await release(),
      await release(),
      await inbox.as("sofia", "/api/atascos/reprocesar", { json: {} }),
    ].map(({ status }) => status);

    assertEquals(statuses, [200, 200, 422, 200, 200, 200, 200, 200, 404, 200]);
    assertEquals(
      await told("handed_over", "paused", "resumed", "released", "replayed"),
      [
        "Sofia handed_over Luis",
        "Sofia paused Luis",
        "Sofia resumed Luis",
        "Sofia released",
        "Sofia replayed",
      ],
    );
    assertEquals(await told("enrolled"), [
      "- enrolled Ana",
      "- enrolled Luis",
      "- enrolled Sofia",
      "Sofia enrolled Eva",
    ]);
    const [given] = await entries("handed_over");
    assertEquals(
      given!.asignaciones,
      `/api/conversacion/${given!.conversacion}/asignaciones`,
    );
    const ledger = await inbox.as("sofia", given!.asignaciones!);
    assertEquals(ledger.json.asignaciones.length, 2);
  });

  it("has the first request of a session, and no other", async () => {
    const token = await signToken({ sub: "m-ana", email: "ana@example.com" });
    const before = await told("signed_in", "bound");

    for (let at = 0; at < 5; at++) {
      await fetch(`${inbox.url}/api/session`, {
        headers: { Authorization: `Bearer ${token}` },
      }).then((response) => response.body?.cancel());
    }

    const after = (await told("signed_in", "bound")).slice(before.length);
    assertEquals(
      after.filter((line) => line.startsWith("Ana")),
      ["Ana bound Ana", "Ana signed_in"],
    );
  });

  it("tells whom a door turned away, and from which network, but no address whole", async () => {
    const stranger = await signToken({
      sub: "5f1d2b6a-0c4e-4c55-9a0e-8d0c5f7a1b22",
      email: "nadie@example.com",
    });
    await inbox.as("luis", "/api/atascos");
    await inbox.as(null, "/api/atascos", {
      headers: {
        Authorization: `Bearer ${stranger}`,
        "X-Forwarded-For": "2001:db8:1:2::7",
      },
    });

    const [unknown, agent] = await entries("refused");
    assertEquals(
      [unknown!.miembro, unknown!.direccion, unknown!.detalles],
      ["5f1d2b6a…", "2001:db8:1::x", {
        route: "/api/atascos",
        status: 403,
        code: "not_an_agent",
      }],
    );
    assertEquals(
      [agent!.agente!.nombre, agent!.miembro, agent!.direccion],
      ["Luis", null, "127.0.0.x"],
    );
  });

  it("grows by a few rows, whatever is forged, and from wherever", async () => {
    const { sql } = inbox;
    const [start] = await sql<
      { id: number }[]
    >`select max(id) as id from audit_trail`;
    const forge = (address: string) =>
      callWebhook(inbox, {
        token: "guessed",
        headers: { "X-Forwarded-For": address },
      });

    for (let at = 0; at < FORGED; at++) await forge("10.1.1.1");
    for (let at = 0; at < ADDRESSES; at++) await forge(`10.2.${at % 256}.1`);
    await inbox.restart();

    const [grown] = await sql<{ rows: number; times: number }[]>`
      select count(*)::int as rows, sum(times)::int as times from audit_trail
      where id > ${start!.id} and act = 'refused'
    `;
    const [newest] = (await entries("refused")).filter(({ detalles }) =>
      detalles.others !== true
    );
    assertEquals(newest!.detalles.route, "/webhook/twilio");
    assertEquals(grown!.times, FORGED + ADDRESSES);
    assert(grown!.rows <= 61, `${grown!.rows} rows`);
  });

  it("is written once: no row is changed or taken away, but by the erasure of what is old", async () => {
    const { sql } = inbox;
    for (
      const attempt of [
        sql`update audit_trail set act = 'exported'`,
        sql`delete from audit_trail`,
        sql`truncate audit_trail`,
      ]
    ) await assertRejects(() => Promise.resolve(attempt), Error, "once");

    const [before] = await sql<{ count: number }[]>`
      select count(*)::int as count from audit_trail
    `;
    const erased = await sql.begin((tx) => eraseAuditBefore(tx, new Date(0)));
    const [oldest] = await sql<{ at: Date }[]>`
      select at from audit_trail order by at limit 1
    `;
    const first = await sql.begin((tx) =>
      eraseAuditBefore(tx, new Date(oldest!.at.getTime() + 1))
    );

    assertEquals(erased, 0);
    assert(first >= 1 && first < before!.count);
    await assertRejects(
      () => Promise.resolve(sql`delete from audit_trail`),
      Error,
      "once",
    );
  });

  it("is read page by page by supervisors alone, with nothing of anybody in it", async () => {
    const pages: Entry[][] = [];
    let next: number | null = null;
    do {
      const after: string = next === null ? "" : `&antes=${next}`;
      const { json } = await inbox.as(
        "sofia",
        `/api/auditoria?limit=7${after}`,
      );
      pages.push(json.auditoria);
      next = json.siguiente;
    } while (next !== null);
    const refused = await inbox.as("ana", "/api/auditoria");
    const wrong = await inbox.as("sofia", "/api/auditoria?limit=-1");

    const ids = pages.flat().map(({ id }) => id);
    assertEquals(ids, [...new Set(ids)].sort((a, b) => b - a));
    assert(pages.length > 3);
    assertEquals([refused.status, wrong.status, wrong.json.field], [
      403,
      422,
      "limit",
    ]);
    const [telling] = await inbox.sql<{ rows: number }[]>`
      select count(*)::int as rows from audit_trail t
      where t::text ~* '355001|murci|Wilhelmina|@example|10[.]1[.]1[.]1|127[.]0[.]0[.]1|8d0c5f7a1b22'
    `;
    assertEquals(telling!.rows, 0);
  });

  it("is kept as long as its setting says", async () => {
    const { sql } = inbox;
    const [newest] = await sql<
      { id: number }[]
    >`select max(id) as id from audit_trail`;

    inbox.settings.auditKeepDays = 3;
    ahead = 2 * DAY_MS;
    await inbox.restart();
    // Who stops has ended what it began.
    await inbox.restart();
    const [kept] = await sql`select from audit_trail where id = ${newest!.id}`;
    ahead = 4 * DAY_MS;
    await inbox.restart();
    await until("it is forgotten", async () => {
      const rows = await sql`select from audit_trail where id <= ${newest!.id}`;
      return rows.length === 0;
    });

    assert(kept !== undefined);
  });
});
