import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { handOutWaiting } from "../companion/inbox/hand_out_waiting.ts";
import { type Inbox, startInbox } from "./inbox.ts";

describe("the rotation, where somebody has a capacity", () => {
  let inbox: Inbox;
  let next = 573_340_000_000;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis"] });
    const { sql } = inbox;
    await sql`
      insert into lines (number, name, account_sid) select 'whatsapp:+573159990001', 'Norte', account_sid from lines
    `;
    await sql`insert into rotations (line_id) values (2)`;
    await sql`insert into rota (line_id, agent_id, place) select 2, agent_id, place from rota`;
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const write = () =>
    inbox.twilio.inbound({ from: `+${++next}`, body: "Hola" });

  async function setCapacity(name: string, capacity: number | null) {
    await inbox
      .sql`update agents set capacity = ${capacity} where email = ${`${name}@example.com`}`;
  }

  async function held(): Promise<Record<string, number>> {
    const rows = await inbox.sql<{ name: string; count: number }[]>`
      select coalesce(a.name, '') as name, count(*) from conversations c left join agents a on a.id = c.agent_id
      where c.state <> 'closed' and c.snoozed_until is null group by 1
    `;
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  it("gives nobody more than they have room for, however many write at once, and says who was full", async () => {
    await setCapacity("ana", 2);
    await setCapacity("luis", 3);

    await Promise.all(Array.from({ length: 9 }, write));

    assertEquals(await held(), { Ana: 2, Luis: 3, "": 4 });
    const [last] = await inbox.sql<{ excluded: unknown }[]>`
      select excluded from assignments where reason = 'nobody_eligible' order by id desc limit 1
    `;
    assertEquals(last!.excluded, [
      { agent: await inbox.agentId("ana"), why: "full" },
      { agent: await inbox.agentId("luis"), why: "full" },
    ]);
  });

  it("counts neither who is closed nor who is snoozed, and fills the room in turn", async () => {
    const ana = await inbox.agentId("ana");
    await inbox
      .sql`update conversations set state = 'closed' where agent_id = ${ana}`;
    await inbox.sql.begin((tx) => handOutWaiting(tx, [1], new Date()));

    assertEquals(await held(), { Ana: 2, Luis: 3, "": 2 });
    await setCapacity("luis", null);
    await inbox.sql.begin((tx) => handOutWaiting(tx, [1], new Date()));
    assertEquals(await held(), { Ana: 2, Luis: 5 });
    await write();
    assertEquals(await held(), { Ana: 2, Luis: 6 });
  });

  it("gives who is in the rotas of two lines the room of one, though both write at once", async () => {
    const ana = await inbox.agentId("ana");
    await inbox
      .sql`update conversations set state = 'closed' where agent_id = ${ana}`;
    await inbox.pause("luis", true);
    await setCapacity("ana", 5);

    await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        inbox.twilio.inbound({
          from: `+${++next}`,
          body: "Hola",
          ...at % 2 ? { params: { To: "whatsapp:+573159990001" } } : {},
        })),
    );

    const { Ana, "": waiting } = await held();
    assertEquals([Ana, waiting], [5, 7]);
  });
});
