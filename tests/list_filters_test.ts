import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { ConversationSummary } from "../shared/conversation.ts";
import { type Inbox, LINE, startInbox } from "./inbox.ts";

const HOUR_MS = 60 * 60 * 1000;
const FURTHER = "whatsapp:+573159998877";

describe("the list, asked for by what somebody wants to see", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis"] });
    await inbox.pause("luis", true);
    await addLine(inbox);
    for (const number of Object.keys(WROTE)) await write(inbox, number);
    await inbox.pause("ana", true);
    await write(inbox, C6);
    await inbox.pause("ana", false);
    await inbox.reply("ana", C2, "Buenos días");
    await inbox.as("ana", `/api/conversacion/${C3}/leido`, { json: {} });
    await inbox.settle();
    await letTimePass(inbox);
    await labelAndPin(inbox);
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  async function numbers(name: string, query: string): Promise<string[]> {
    const { status, json } = await inbox.as(
      name,
      `/api/conversaciones?${query}`,
    );
    assertEquals(status, 200, query);
    return inOrder(json.conversaciones);
  }

  const asked: [name: string, query: string, found: string[]][] = [
    ["ana", "", ["1", "2", "3", "4", "5"]],
    ["ana", "de=todas", ["1", "2", "3", "4", "5"]],
    ["sofia", "", ["1", "2", "3", "4", "5", "6", "7"]],
    ["sofia", "de=mias", []],
    ["sofia", "de=sin_asignar", ["6"]],
    ["ana", "de=sin_asignar", []],
    ["ana", "estado=abiertas", ["1", "2", "3"]],
    ["ana", "estado=cerradas", ["4"]],
    ["ana", "estado=pospuestas", ["5"]],
    ["ana", "estado=todas", ["1", "2", "3", "4", "5"]],
    ["ana", "no_leidas=1", ["1", "4", "5"]],
    ["ana", "no_leidas=1&estado=abiertas", ["1"]],
    ["ana", "etiqueta=1", ["2", "4"]],
    ["ana", "etiqueta=1&estado=abiertas", ["2"]],
    ["ana", "etiqueta=2", []],
    ["sofia", "etiqueta=2", ["7"]],
    ["sofia", "linea=2", ["7"]],
    ["ana", "linea=1", ["1", "2", "3", "4", "5"]],
    ["ana", "linea=2", []],
    ["ana", "fijadas=1", ["3"]],
    ["sofia", "fijadas=1", []],
    ["ana", "q=5733&estado=cerradas", ["4"]],
    ["ana", "q=57330000000&etiqueta=1&estado=abiertas", ["2"]],
  ];
  for (const [name, query, found] of asked) {
    it(`is for ${name} what they ask for: ${query || "everything"}`, async () => {
      const list = await numbers(name, query);

      assertEquals(list.map((number) => number.slice(-1)).sort(), found);
    });
  }

  it("begins with who has waited longest, then goes on with the others", async () => {
    const orders = await pages("sofia", "orden=espera");

    // 4 is closed, 2 was answered: newest word first among them.
    assertEquals(orders, ["5", "3", "7", "1", "6", "2", "4"]);
  });

  it("begins with the window that closes soonest, and ends with those that are closed", async () => {
    const orders = await pages("sofia", "orden=ventana");

    assertEquals(orders, ["4", "3", "2", "7", "1", "6", "5"]);
  });

  it("is gone through page by page in each order, whatever is left out", async () => {
    assertEquals(await pages("ana", "orden=espera&estado=abiertas"), [
      "3",
      "1",
      "2",
    ]);
    assertEquals(await pages("ana", "estado=todas"), ["2", "1", "3", "4", "5"]);
  });

  it("counts an answer as the end of waiting, and reading as none", async () => {
    const rows = await inbox.sql<{ number: string; hours: number | null }[]>`
      select number, extract(epoch from ${NOW}::timestamptz - waiting_since)::int / 3600 as hours
      from conversations where number in (${C1}, ${C2}, ${C3}) order by number
    `;

    assertEquals(rows.map(({ hours }) => hours), [WROTE[C1], null, WROTE[C3]]);
  });

  it("refuses words that it doesn't know, each by its name", async () => {
    const fields = [];
    for (
      const query of [
        "de=otro",
        "estado=rotas",
        "orden=al-azar",
        "no_leidas=si",
        "fijadas=2",
        "etiqueta=x",
        "linea=99999999999",
        "orden=espera&q=ana",
        "estado=abiertas&offset=3",
        "orden=espera&antes=constructor",
      ]
    ) {
      const { status, json } = await inbox.as(
        "ana",
        `/api/conversaciones?${query}`,
      );
      fields.push([status, json.field]);
    }

    assertEquals(fields, [
      [422, "de"],
      [422, "estado"],
      [422, "orden"],
      [422, "no_leidas"],
      [422, "fijadas"],
      [422, "etiqueta"],
      [422, "linea"],
      [422, "orden"],
      [422, "offset"],
      [422, "antes"],
    ]);
  });

  /** The whole list in its order, as last digits, two at a time. */
  async function pages(name: string, query: string): Promise<string[]> {
    const met: string[] = [];
    for (let more: string | null = ""; more !== null;) {
      const { json } = await inbox.as(
        name,
        `/api/conversaciones?${query}&limit=1&antes=${more}`,
      );
      met.push(...inOrder(json.conversaciones));
      more = json.siguiente;
    }
    return met.map((number) => number.slice(-1));
  }
});

const NOW = new Date();
const [C1, C2, C3, C4, C5, C6, C7] = [1, 2, 3, 4, 5, 6, 7].map((at) =>
  `57330000000${at}`
) as [string, string, string, string, string, string, string];
/** How many hours ago each wrote. Of the fifth the window is closed. */
const WROTE: Record<string, number> = {
  [C5]: 30,
  [C4]: 23,
  [C3]: 20,
  [C2]: 10,
  [C7]: 9,
  [C1]: 4,
};

function inOrder(rows: Record<string, ConversationSummary>): string[] {
  return Object.values(rows).map(({ numero }) => numero!);
}

async function addLine({ sql }: Inbox): Promise<void> {
  await sql`
    insert into lines (number, name, account_sid) select ${FURTHER}, 'Norte', account_sid from lines
  `;
  await sql`insert into rotations (line_id) select id from lines where number = ${FURTHER}`;
}

/** Writes as this customer; the seventh to the further line, where nobody is in the rota. */
async function write(inbox: Inbox, number: string): Promise<void> {
  await inbox.twilio.inbound({
    from: `+${number}`,
    body: "Hola",
    params: { To: number === C7 ? FURTHER : LINE },
  });
  if (number !== C7) return;
  await inbox.sql`
    update conversations set agent_id = ${await inbox.agentId(
    "luis",
  )}, state = 'open' where number = ${C7}
  `;
}

/** As if each had written when they did; the second was answered two hours ago, the fourth is closed, the fifth snoozed, and nobody has the sixth. */
async function letTimePass({ sql }: Inbox): Promise<void> {
  for (const [number, hours] of Object.entries({ ...WROTE, [C6]: 3 })) {
    const at = new Date(NOW.getTime() - hours * HOUR_MS);
    await sql`
      update conversations set last_inbound_at = ${at}, last_message_at = ${at},
        waiting_since = case when waiting_since is not null then ${at}::timestamptz end
      where number = ${number}
    `;
  }
  const answered = new Date(NOW.getTime() - 2 * HOUR_MS);
  await sql`update conversations set last_message_at = ${answered} where number = ${C2}`;
  await sql`update conversations set state = 'closed', waiting_since = null where number = ${C4}`;
  const later = new Date(Date.now() + HOUR_MS);
  await sql`update conversations set snoozed_until = ${later} where number = ${C5}`;
  await sql`update conversations set agent_id = null, state = 'waiting' where number = ${C6}`;
}

async function labelAndPin({ sql, agentId }: Inbox): Promise<void> {
  await sql`insert into labels (name, color) values ('Cita', 'teal'), ('Queja', 'red')`;
  await sql`
    insert into conversation_labels (conversation_id, label_id)
    select id, case number when ${C7} then 2 else 1 end from conversations
    where number in (${C2}, ${C4}, ${C7})
  `;
  await sql`
    insert into pins (agent_id, conversation_id)
    select ${await agentId("ana")}, id from conversations where number = ${C3}
  `;
}
