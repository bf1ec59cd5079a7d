import type { Sql } from "../../companion/store/sql.ts";

/** Lets so much time pass for what waits to be tried again: no outage need last as long as it does. */
export async function passTime(sql: Sql, ms: number): Promise<void> {
  // Waits for nobody, so that none waits in a circle.
  await sql`
    update outbox_lanes lane set due_at = lane.due_at - ${ms} * interval '1 millisecond'
    from (
      select kind, conversation_id from outbox_lanes
      where done_seq < last_seq and claimed_by is null for update skip locked
    ) as free
    where lane.kind = free.kind and lane.conversation_id = free.conversation_id
  `;
}

/** Lets time pass quickly until it is put away: what waits to be tried again waits a moment. */
export function hurry(sql: Sql): AsyncDisposable {
  let isOver = false;
  const passing = (async () => {
    while (!isOver) {
      await passTime(sql, 60_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      await passing;
    },
  };
}
