import type { Sql } from "./sql.ts";

/** Whether somebody has a page open now, and when they last had. */
export interface PagesOfAgent {
  isOpen: boolean;
  seenAt: Date;
}

/** A companion that said nothing for so long is gone, and its pages with it. */
const SILENT_MS = 15_000;

/** Says in which companion whose pages are open: these, and nobody else's. */
export async function noteOpenPages(
  sql: Sql,
  companion: string,
  agentIds: readonly number[],
): Promise<void> {
  await sql`
    insert into open_pages (companion, agent_id, seen_at, is_open)
    select ${companion}, agent_id, now(), true from unnest(${agentIds as number[]}::int[]) as open (agent_id)
    on conflict (agent_id, companion) do update set seen_at = now(), is_open = true
  `;
  await sql`
    update open_pages set is_open = false
    where companion = ${companion} and is_open and agent_id <> all(${agentIds as number[]}::int[])
  `;
}

/** Forgets what companions said that are long gone, but the last of each agent. */
export async function forgetOldPages(sql: Sql): Promise<void> {
  await sql`
    delete from open_pages o where seen_at < now() - interval '1 hour' and exists (
      select from open_pages n where n.agent_id = o.agent_id and n.seen_at > o.seen_at
    )
  `;
}

/** Of everybody who ever had a page open. */
export async function readOpenPages(
  sql: Sql,
): Promise<Map<number, PagesOfAgent>> {
  const rows = await sql<({ agentId: number } & PagesOfAgent)[]>`
    select agent_id, max(seen_at) as seen_at,
      bool_or(is_open and seen_at > now() - ${SILENT_MS} * interval '1 millisecond') as is_open
    from open_pages group by agent_id
  `;
  return new Map(rows.map(({ agentId, ...pages }) => [agentId, pages]));
}
