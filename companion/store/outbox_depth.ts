import type { TaskKind } from "./lanes.ts";
import type { Sql } from "./sql.ts";

/** How much is promised and not yet done, of one kind of work. */
export interface OutboxDepth {
  kind: TaskKind;
  /** Lanes whose heads are due, postponed or being done. */
  waiting: number;
  /** Lanes that wait for a person. */
  stopped: number;
  /** Since what waits longest was said, in seconds. */
  oldestS: number;
}

/** Of how many lanes the age is looked up: those due longest. */
const MOST_AGED = 1000;

/** What waits, by kind. It reads the lanes that have work, however many have none. */
export async function readOutboxDepth(sql: Sql): Promise<OutboxDepth[]> {
  return await sql<OutboxDepth[]>`
    with waiting as (
      select kind, conversation_id, done_seq, cursor, due_at, problem_since, false as is_stopped from outbox_lanes
      where done_seq < last_seq and claimed_by is null and state = 'active'
      union all
      select kind, conversation_id, done_seq, cursor, due_at, problem_since, false from outbox_lanes
      where claimed_by is not null
      union all
      select kind, conversation_id, done_seq, cursor, due_at, problem_since, true from outbox_lanes
      where problem is not null and state = 'stopped'
    ), aged as (
      select waiting.kind, extract(epoch from
        now() - coalesce(unsent.sent_at, unpublished.sent_at, unfetched.created_at, problem_since, now())
      ) as age
      from (select * from waiting order by due_at limit ${MOST_AGED}) as waiting
        left join outbox_tasks task on task.kind = waiting.kind
          and task.conversation_id = waiting.conversation_id and task.seq = waiting.done_seq + 1
        left join messages unsent on waiting.kind = 'send_message'
          and unsent.id = (task.payload ->> 'messageId')::uuid
        left join messages unpublished on waiting.kind = 'publish_change'
          and unpublished.conversation_id = waiting.conversation_id
          and unpublished.position = waiting.cursor + 1
        left join media unfetched on waiting.kind = 'fetch_media'
          and unfetched.id = (task.payload ->> 'mediaId')::uuid
    )
    select kind, count(*) filter (where not is_stopped)::int as waiting,
      count(*) filter (where is_stopped)::int as stopped,
      coalesce((select greatest(max(age), 0) from aged where aged.kind = waiting.kind), 0)::float8 as oldest_s
    from waiting group by kind
  `;
}

/** Connections of this service to its database, by what they do. */
export async function readConnections(
  sql: Sql,
): Promise<{ state: string; count: number }[]> {
  return await sql<{ state: string; count: number }[]>`
    select coalesce(state, 'unknown') as state, count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name like 'relevo%' group by 1
  `;
}
