import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { readAgents } from "../companion/store/agents.ts";
import { readTotal, tidyHoldings } from "../companion/store/holdings.ts";
import type { Sql } from "../companion/store/sql.ts";
import { busyDay } from "./rotation/busy_day.ts";
import type { Work } from "./rotation/callers.ts";
import { lettersOf, newCustomers } from "./rotation/crowd.ts";
import { dice } from "./rotation/dice.ts";
import {
  addLine,
  openOffice,
  pausing,
  receivingTogether,
} from "./rotation/office.ts";

describe("how many conversations each has", () => {
  it("is exact at every moment, whoever comes, hands over, pauses, closes, erases and tidies at once", async () => {
    await using office = await openOffice(4);
    const other = await addLine(office.sql, "whatsapp:+573150000000");
    const chance = dice(7);
    const { works, errors } = await busyDay(office, {
      count: 600,
      dice: chance,
      lineIds: [office.lineId, other],
      workerId: 0,
    });
    const found: string[] = [];
    const looking: Work = async (sql) => {
      found.push(...await disagreements(sql));
    };
    const passing = newCustomers(works.length, PASSING);
    const day = works.flatMap((work, at) => [
      work,
      ...(at % 10 === 0
        ? [
          receivingTogether(
            lettersOf(passing.slice(at, at + 10), 1),
            office.lineId,
          ),
        ]
        : []),
      ...(at % 3 === 0 ? [tidying(5 + at % 40)] : []),
      ...(at % 4 === 0 ? [looking] : []),
      ...(at % 5 === 0 ? [closing, renaming(at)] : []),
      ...(at % 25 === 0 ? [erasing] : []),
    ]);

    await office.callers.run(day);

    assertEquals(errors, []);
    assertEquals(found, []);
    await tidying(100_000)(office.sql);
    assertEquals(await disagreements(office.sql), []);
    assertEquals(await wrongTexts(office.sql), []);
    for (const agent of await readAgents(office.sql)) {
      const [own] = await office.sql<{ count: number }[]>`
        select count(*) as count from conversations
        where ${agent.role === "supervisor"} or agent_id = ${agent.id}
      `;
      assertEquals(await readTotal(office.sql, agent), own!.count);
    }
    const [row] = await office.sql<{ rows: number; erased: number }[]>`
      select (select count(*) from holdings) as rows,
        (select count(distinct a.conversation_id) from assignments a
          where not exists (select from conversations c where c.id = a.conversation_id)) as erased
    `;
    assertGreater(row!.erased, 5);
    assertEquals(row!.rows <= 2 * 6, true);
  });

  it("is exact for those who wait, and when they are handed out", async () => {
    await using office = await openOffice(2);
    const [first, second] = office.agentIds as [number, number];
    await office.callers.run([pausing(first, true), pausing(second, true)]);
    const letters = lettersOf(newCustomers(30), 1);

    await receivingTogether(letters, office.lineId)(office.sql);
    const waiting = await heldBy(office.sql);
    await pausing(first, false)(office.sql);

    assertEquals(waiting, [{ agentId: 0, count: 30 }]);
    assertEquals(await heldBy(office.sql), [{ agentId: first, count: 30 }]);
  });

  it("would be seen to be wrong if who tidies read first and wrote later", async () => {
    await using office = await openOffice(2);
    const [early, late] = [newCustomers(4), newCustomers(3, "57301")]
      .map((customers) => lettersOf(customers, 1)) as [
        ReturnType<typeof lettersOf>,
        ReturnType<typeof lettersOf>,
      ];
    await receivingTogether(early, office.lineId)(office.sql);

    await tidyingNaively(
      office.sql,
      () => receivingTogether(late, office.lineId)(office.sql),
    );

    assertEquals((await disagreements(office.sql)).length > 0, true);
  });
});

function tidying(limit: number): Work {
  return (sql) => sql.begin((tx) => tidyHoldings(tx, limit));
}

/** Sums up, and replaces what is there by the sum: what came between is gone. */
async function tidyingNaively(sql: Sql, meanwhile: () => Promise<unknown>) {
  const sums = await sql<{ agentId: number; lineId: number; count: number }[]>`
    select agent_id, line_id, sum(conversations)::bigint as count from holdings group by 1, 2
  `;
  await meanwhile();
  await sql`delete from holdings`;
  for (const { agentId, lineId, count } of sums) {
    await sql`insert into holdings (agent_id, line_id, conversations) values (${agentId}, ${lineId}, ${count})`;
  }
}

async function closing(sql: Sql) {
  await sql`
    update conversations set state = 'closed', agent_id = null
    where id = (select id from conversations order by random() limit 1 for update skip locked)
  `;
}

function renaming(at: number): Work {
  return (sql) =>
    sql`
      update conversations set name = ${`Ñandú ${at}`}
      where id = (select id from conversations order by random() limit 1 for update skip locked)
    `;
}

/** Customers who write once, and may be erased: of the others somebody else has just heard. */
const PASSING = "57302";

/** As who erases a customer does: everything of theirs, then the conversation. */
async function erasing(sql: Sql) {
  await sql.begin(async (tx) => {
    const [row] = await tx<{ id: string }[]>`
      select id from conversations where number like ${`${PASSING}%`}
      order by random() limit 1 for update skip locked
    `;
    if (!row) return;
    await tx`delete from addresses where conversation_id = ${row.id}`;
    await tx`delete from media where conversation_id = ${row.id}`;
    await tx`delete from messages where conversation_id = ${row.id}`;
    await tx`delete from conversations where id = ${row.id}`;
  });
}

async function heldBy(sql: Sql) {
  const rows = await sql<{ agentId: number; count: number }[]>`
    select agent_id, sum(conversations)::bigint as count from holdings
    group by agent_id having sum(conversations) <> 0 order by agent_id
  `;
  return [...rows];
}

/** Whose sum isn't what they have, both seen at one moment. */
async function disagreements(sql: Sql): Promise<string[]> {
  const rows = await sql<{ agentId: number; said: number; real: number }[]>`
    select coalesce(said.agent_id, real.agent_id) as agent_id, coalesce(said, 0) as said, coalesce(real, 0) as real
    from (select agent_id, line_id, sum(conversations)::bigint as said from holdings group by 1, 2) as said
    full join (
      select coalesce(agent_id, 0) as agent_id, line_id, count(*) as real from conversations group by 1, 2
    ) as real on real.agent_id = said.agent_id and real.line_id = said.line_id
    where coalesce(said, 0) <> coalesce(real, 0)
  `;
  return rows.map(({ agentId, said, real }) => `${agentId}: ${said}, ${real}`);
}

/** Texts that aren't those of the conversations, or of nobody's. */
async function wrongTexts(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select coalesce(c.id, t.conversation_id) as id
    from conversations c full join conversation_texts t on t.conversation_id = c.id
    where t.text is distinct from c.search or c.search is distinct from search_text(c.name, c.number)
  `;
  return rows.map(({ id }) => id);
}
