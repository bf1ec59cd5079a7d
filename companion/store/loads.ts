import type { Sql } from "./sql.ts";

/** What somebody has to do. */
export interface Load {
  agentId: number;
  /** Open conversations; of more than {@link MOST_COUNTED} so many. */
  open: number;
  /** Of those, how many have something that nobody has read. */
  unread: number;
  longestWaitSince: Date | null;
}

/** What the house has to do. */
export interface HouseLoad {
  waiting: number;
  unassigned: number;
  open: number;
  longestWait: { id: string; since: Date } | null;
}

/** Beyond this nobody counts. */
export const MOST_COUNTED = 10_000;

/** What each agent has to do, out of the indexes of the list. */
export async function readLoads(sql: Sql): Promise<Map<number, Load>> {
  const rows = await sql<Load[]>`
    with unanswered as (
      select c.agent_id, count(*) filter (where c.unread > 0) as unread, min(c.waiting_since) as since
      from conversations c
      where (c.waiting_since is not null or c.unread > 0) and c.state <> 'closed' and c.snoozed_until is null
      group by c.agent_id
    )
    select a.id as agent_id, coalesce(u.unread, 0) as unread, u.since as longest_wait_since, (
      select count(*) from (
        select from conversations c where c.agent_id = a.id and c.state <> 'closed' limit ${MOST_COUNTED}
      ) as held
    ) - (
      select count(*) from conversations c
      where c.snoozed_until is not null and c.agent_id = a.id and c.state <> 'closed'
    ) as open
    from agents a left join unanswered u on u.agent_id = a.id
  `;
  return new Map(rows.map((row) => [row.agentId, row]));
}

/** What there is to do in all. */
export async function readHouseLoad(sql: Sql): Promise<HouseLoad> {
  const [row] = await sql<Omit<HouseLoad, "longestWait">[]>`
    select (
      select count(*) from conversations c
      where c.waiting_since is not null and c.state <> 'closed' and c.snoozed_until is null
    ) as waiting, (
      select count(*) from conversations c where c.state = 'waiting'
    ) as unassigned, (
      select count(*) from (
        select from conversations c where c.state <> 'closed' limit ${
    10 * MOST_COUNTED
  }
      ) as held
    ) - (
      select count(*) from conversations c where c.snoozed_until is not null and c.state <> 'closed'
    ) as open
  `;
  const [longest] = await sql<{ id: string; since: Date }[]>`
    select c.id, c.waiting_since as since from conversations c
    where c.waiting_since is not null and c.state <> 'closed' and c.snoozed_until is null
    order by c.waiting_since, c.id limit 1
  `;
  return { ...row!, longestWait: longest ?? null };
}
