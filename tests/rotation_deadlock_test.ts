import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { orderChanges } from "../companion/store/changes.ts";
import { connect, type Sql } from "../companion/store/sql.ts";
import { addWorker } from "../companion/store/workers.ts";
import { busyDay } from "./rotation/busy_day.ts";
import { dice } from "./rotation/dice.ts";
import { addLine, openOffice, pausing } from "./rotation/office.ts";

describe("everything at once on the same conversations", () => {
  for (const seed of [1, 2]) {
    it(`ends without a circle of waiting, and with books that agree (${seed})`, async () => {
      await using office = await openOffice(4);
      await using worker = await openWorker(office.url);
      const other = await addLine(office.sql, "whatsapp:+573150000000");
      const { works, errors } = await busyDay(office, {
        count: 1500,
        dice: dice(seed),
        lineIds: [office.lineId, other],
        workerId: worker.id,
      });

      await office.callers.run(works);
      await office.callers.run(
        office.agentIds.map((id) => pausing(id, false)),
      );

      assertEquals(errors, []);
      while ((await orderChanges(office.sql)).isMore);
      assertEquals(await disagreements(office.sql), []);
      assertGreater((await office.outcome()).decisions.length, 40);
    });
  }
});

/** Conversations whose numbers are not what happened to them. */
async function disagreements(sql: Sql) {
  const rows = await sql`
    select c.id, c.version, c.message_count, said.count, said.last, changed.versions, changed.newest,
      published.last_seq as published, sending.last_seq as sending, said.outbound, c.state, c.agent_id
    from conversations c
    cross join lateral (
      select count(*)::int as count, max(position) as last, min(position) as first,
        count(*) filter (where direction = 'outbound')::int as outbound
      from messages where conversation_id = c.id
    ) as said
    cross join lateral (
      select count(distinct version) as versions, max(version) as newest from changes where conversation_id = c.id
    ) as changed
    left join outbox_lanes published on published.conversation_id = c.id and published.kind = 'publish_change'
    left join outbox_lanes sending on sending.conversation_id = c.id and sending.kind = 'send_message'
    where (c.message_count, c.message_count, 1) is distinct from (said.count, said.last, said.first)
      or (c.version, c.version) is distinct from (changed.versions, changed.newest)
      or published.last_seq is distinct from c.version
      or coalesce(sending.last_seq, 0) <> said.outbound
      or c.state <> 'open' or c.agent_id is distinct from (
        select agent_id from assignments a where a.conversation_id = c.id order by id desc limit 1
      )
  `;
  return [...rows];
}

async function openWorker(url: string) {
  const session = connect(url, { max: 1 });
  const { id } = await addWorker(session);
  return { id, [Symbol.asyncDispose]: () => session.end() };
}
