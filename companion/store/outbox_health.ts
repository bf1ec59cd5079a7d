import { TASK_KINDS, type TaskKind } from "../../shared/task_kind.ts";
import type { Sql } from "./sql.ts";
import { living } from "./workers.ts";

/** Looked at of each kind: however much waits, a look costs the same. */
export const MOST_LANES = 1000;
/** Counted of what Wix doesn't have yet. */
export const MOST_BEHIND = 10_000;

/** Promised work of one kind that is not done yet. */
export interface Waiting {
  kind: TaskKind;
  lanes: number;
  oldestSince: Date | null;
}

/** What waits, and since when, as far as the lanes that are looked at tell. */
export async function readWaiting(sql: Sql): Promise<Waiting[]> {
  return await sql<Waiting[]>`
    select k.kind, least(count(w.kind), ${MOST_LANES})::int as lanes, min(least(w.promised_at, w.problem_since)) as oldest_since
    from unnest(${[...TASK_KINDS]}::text[]) as k (kind)
    left join lateral (
      select lane.kind, lane.problem_since, coalesce(
        case lane.kind
          when 'publish_change' then (
            select sent_at from messages m
            where m.conversation_id = lane.conversation_id and m.position = lane.cursor + 1
          )
          when 'send_message' then (
            select m.sent_at from outbox_tasks t join messages m on m.id = ${
    idIn(sql, "messageId")
  }
            where t.kind = lane.kind and t.conversation_id = lane.conversation_id and t.seq = lane.done_seq + 1
          )
          when 'fetch_media' then (
            select f.created_at from outbox_tasks t join media f on f.id = ${
    idIn(sql, "mediaId")
  }
            where t.kind = lane.kind and t.conversation_id = lane.conversation_id and t.seq = lane.done_seq + 1
          )
        end, lane.problem_since, now()) as promised_at
      from (${behind(sql, MOST_LANES)}) as lane
    ) as w on true
    group by k.kind
  `;
}

/** Work that is spoiled is looked at like any other. */
function idIn(sql: Sql, name: string) {
  return sql`
    case when t.payload ->> ${name} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      then (t.payload ->> ${name})::uuid end
  `;
}

/** How many of customers' messages the site has not confirmed yet. */
export async function countBehindSite(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from (select 'publish_change' as kind) as k cross join lateral (${
    behind(sql, MOST_BEHIND)
  }) as lane
      join messages m on m.conversation_id = lane.conversation_id and m.position > lane.cursor
      where m.direction = 'inbound' limit ${MOST_BEHIND}
    ) as waiting
  `;
  return row!.count;
}

/** How many lanes are being tried again, and how many wait for a person. */
export async function countTroubledLanes(
  sql: Sql,
): Promise<{ troubled: number; stopped: number }> {
  const [row] = await sql<{ troubled: number; stopped: number }[]>`
    select count(*) filter (where state = 'active')::int as troubled,
      count(*) filter (where state = 'stopped')::int as stopped
    from (select state from outbox_lanes where problem is not null limit ${MOST_BEHIND}) as lane
  `;
  return row!;
}

/** How many workers there are whose sessions live. */
export async function countWorkersAlive(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from workers where id in (${living(sql)})
  `;
  return row!.count;
}

/** Lanes of the kind `k.kind` with work to do, by the three indexes that have them: due, claimed, not well. */
function behind(sql: Sql, most: number) {
  return sql`
    (select kind, conversation_id, cursor, done_seq, problem_since from outbox_lanes
      where kind = k.kind and done_seq < last_seq and claimed_by is null and state = 'active'
      order by due_at limit ${most})
    union all
    (select kind, conversation_id, cursor, done_seq, problem_since from outbox_lanes
      where kind = k.kind and done_seq < last_seq and claimed_by is not null limit ${most})
    union all
    (select kind, conversation_id, cursor, done_seq, problem_since from outbox_lanes
      where kind = k.kind and done_seq < last_seq and problem is not null and state = 'stopped'
      order by problem_since limit ${most})
  `;
}
