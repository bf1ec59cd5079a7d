import type { Sql } from "../../companion/store/sql.ts";

/** Lets so much time pass for what waits to be tried again: no outage need last as long as it does. */
export async function passTime(sql: Sql, ms: number): Promise<void> {
  await sql`
    update outbox_lanes set due_at = due_at - ${ms} * interval '1 millisecond'
    where done_seq < last_seq and claimed_by is null
  `;
}
