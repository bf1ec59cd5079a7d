import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { startCompanion } from "../companion/companion.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

// deno-lint-ignore no-explicit-any -- an answer, as it came
type Json = any;

describe("what a supervisor sees of the team, and does", () => {
  let inbox: Inbox;
  let next = 573_350_000_000;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis", "eva"] });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const write = (from = `+${++next}`) =>
    inbox.twilio.inbound({ from, body: "Hola" });

  async function agent(name: string, asked = "sofia"): Promise<Json> {
    const { json } = await inbox.as(asked, "/api/agentes");
    const id = await inbox.agentId(name);
    return json.agentes.find((each: Json) => each.id === id);
  }

  async function change(name: string, json: unknown) {
    const id = await inbox.agentId(name);
    return await inbox.as("sofia", `/api/agentes/${id}`, {
      method: "PATCH",
      json,
    });
  }

  async function held(): Promise<Record<string, number>> {
    const rows = await inbox.sql<{ name: string; count: number }[]>`
      select coalesce(a.name, 'nobody') as name, count(*) from conversations c left join agents a on a.id = c.agent_id
      where c.state <> 'closed' group by 1 order by 1
    `;
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  it("is everybody's load, and what the house has to do", async () => {
    for (let times = 0; times < 6; times++) await write();
    const [first] = await inbox.sql<{ number: string; waitingSince: Date }[]>`
      select number, waiting_since from conversations order by waiting_since limit 1
    `;

    const { abiertas, sin_leer, espera_mas_larga, capacidad } = await agent(
      "ana",
    );
    const { json } = await inbox.as("sofia", "/api/resumen");

    assertEquals([abiertas, sin_leer, capacidad], [2, 2, null]);
    assertEquals(espera_mas_larga, first!.waitingSince.toISOString());
    assertEquals(json, {
      success: true,
      esperando: 6,
      sin_asignar: 0,
      abiertas: 6,
      espera_mas_larga: {
        key: first!.number,
        nombre: `+${first!.number}`,
        desde: first!.waitingSince.toISOString(),
      },
    });
    await inbox.reply("ana", first!.number, "Buenos días");
    assertEquals((await agent("ana")).sin_leer, 1);
    const seenByAna = await agent("ana", "ana");
    assertEquals(Object.keys(seenByAna).sort(), [
      "en_linea",
      "id",
      "nombre",
      "pausado",
      "rol",
    ]);
  });

  it("is who has a page open in any companion, for colleagues too", async () => {
    const other = await startCompanion({ ...inbox.settings, port: 0 }, {
      now: () => new Date(),
      newId: () => crypto.randomUUID(),
      reconciling: null,
    });
    const page = await fetch(`${other.url}/api/eventos`, {
      headers: { Authorization: `Bearer ${await inbox.token("luis")}` },
    });

    await until("Luis is seen", async () => (await agent("luis")).en_linea);
    assertEquals((await agent("luis", "ana")).en_linea, true);
    assertEquals((await agent("ana")).en_linea, false);
    await page.body!.cancel();
    await until(
      "Luis is seen to have left",
      async () => !(await agent("luis")).en_linea,
    );
    assertEquals(typeof (await agent("luis")).visto, "string");
    await other.stop();
    await inbox
      .sql`update open_pages set is_open = true, seen_at = now() - interval '20 seconds'`;
    assertEquals((await agent("luis")).en_linea, false);
  });

  it("limits what somebody gets; whoever waits is handed out as soon as there is room", async () => {
    assertEquals((await change("ana", { capacidad: 2 })).status, 200);
    await change("luis", { capacidad: 2 });
    assertEquals(
      (await change("eva", { capacidad: 2 })).json.agente.capacidad,
      2,
    );
    await write();
    assertEquals(await held(), { Ana: 2, Eva: 2, Luis: 2, nobody: 1 });

    const [mine] = await inbox.sql<{ id: string }[]>`
      select id from conversations where agent_id = ${await inbox.agentId(
      "eva",
    )} limit 1
    `;
    await inbox.as("eva", `/api/conversacion/${mine!.id}/cerrar`, { json: {} });
    await until("it is Eva's", async () => (await held()).nobody === undefined);
    assertEquals(await held(), { Ana: 2, Eva: 2, Luis: 2 });

    await write();
    await change("ana", { capacidad: 3 });
    assertEquals(await held(), { Ana: 3, Eva: 2, Luis: 2 });
    for (const name of ["ana", "luis", "eva"]) {
      await change(name, { capacidad: null });
    }
  });

  it("pauses somebody and shares out what they have, each once, while customers write", async () => {
    const ana = await inbox.agentId("ana");
    const rows = await inbox.sql<{ number: string }[]>`
      select number from conversations where agent_id = ${ana} and state <> 'closed'
    `;

    const [shared] = await Promise.all([
      change("ana", { pausado: true, repartir: true }),
      ...rows.flatMap(({ number }) =>
        Array.from({ length: 4 }, () => write(`+${number}`))
      ),
      ...Array.from({ length: 6 }, () => write()),
    ]);

    assertEquals([shared.status, shared.json.agente.pausado], [200, true]);
    const now = await held();
    // One who wrote first may have come to Ana before the pause, and was shared out then.
    assertEquals([now.Ana, now.nobody], [undefined, undefined]);
    assertEquals(Math.abs(now.Eva! - now.Luis!) <= 1, true);
    const ledger = await inbox.sql<{ agentId: number; decidedBy: number }[]>`
      select agent_id, decided_by from assignments where reason = 'shared_out'
    `;
    assertEquals(ledger.length >= rows.length, true);
    assertEquals(
      new Set(ledger.map(({ decidedBy }) => decidedBy)),
      new Set([await inbox.agentId("sofia")]),
    );
    const unread = await inbox
      .sql`select from conversations where unread = 0 and state <> 'closed'
      and number = any(${rows.map(({ number }) => number)}::text[])`;
    assertEquals(unread.length, 0);
  });

  it("leaves with a paused agent what nobody can take", async () => {
    for (const name of ["ana", "eva"]) await inbox.pause(name, true);
    const before = await held();

    const { status } = await change("luis", { pausado: true, repartir: true });

    assertEquals(status, 200);
    assertEquals(await held(), before);
  });

  it("says what of a change is wrong", async () => {
    const fields = [];
    for (
      const json of [
        {},
        { pausado: "si" },
        { pausado: false, repartir: true },
        { repartir: true },
        { capacidad: -1 },
        { capacidad: 1.5 },
        { capacidad: "3" },
        { pausado: true, repartir: 1 },
      ]
    ) fields.push((await change("ana", json)).json.field);

    assertEquals(fields, [
      "pausado",
      "pausado",
      "repartir",
      "pausado",
      "capacidad",
      "capacidad",
      "capacidad",
      "repartir",
    ]);
  });
});
