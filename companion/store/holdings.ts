import type { Agent } from "./agents.ts";
import type { Sql, Tx } from "./sql.ts";
import { visibleTo } from "./inbox_list.ts";

// Its holder writes what conversations are found by; released with its transaction.
const TIDY_LOCK = 7004;

/** How many conversations somebody may know of: by the same rule as the conversations themselves. */
export async function readTotal(
  sql: Sql,
  agent: Pick<Agent, "id" | "role">,
): Promise<number> {
  const [row] = await sql<{ total: number }[]>`
    select coalesce(sum(c.conversations), 0)::bigint as total from holdings c
    where ${visibleTo(sql, agent)}
  `;
  return row!.total;
}

/**
 * Folds what was added into one row for each agent and line, and takes what was touched into
 * the search. One at a time over all processes: of two, the one that read earlier could write a
 * name later. Answers how many rows it took, 0 also when another one is at it.
 */
export async function tidyHoldings(tx: Tx, limit: number): Promise<number> {
  const [lock] = await tx<
    { isOurs: boolean }[]
  >`select pg_try_advisory_xact_lock(${TIDY_LOCK}) as is_ours`;
  if (!lock!.isOurs) return 0;
  const [row] = await tx<{ count: number }[]>`
    with due as (
      select agent_id, line_id, id from (
        select t.*, count(*) over (partition by agent_id, line_id) as rows from holdings t
      ) as t
      where t.rows > 1 or t.touched is not null order by id limit ${limit}
    ), taken as (
      delete from holdings t using due
      where t.agent_id = due.agent_id and t.line_id = due.line_id and t.id = due.id
      returning t.agent_id, t.line_id, t.conversations, t.touched
    ), folded as (
      insert into holdings (agent_id, line_id, conversations)
      select agent_id, line_id, sum(conversations) from taken
      group by agent_id, line_id having sum(conversations) <> 0
    ), touched as (
      select distinct unnest(touched) as id from taken
    ), found as (
      insert into conversation_texts (conversation_id, line_id, text)
      select c.id, c.line_id, c.search from touched join conversations c on c.id = touched.id
      on conflict (conversation_id) do update set text = excluded.text
    ), forgotten as (
      delete from conversation_texts t using touched
      where t.conversation_id = touched.id
        and not exists (select from conversations c where c.id = touched.id)
    )
    select count(*) as count from taken
  `;
  return row!.count;
}

/**
 * Takes conversations out of the search that are no more, at once: `tidyHoldings` would only come
 * to it. Under the lock of who tidies, who waits for nobody while having it.
 */
export async function removeTexts(
  tx: Tx,
  ids: readonly string[],
): Promise<void> {
  await tx`select pg_advisory_xact_lock(${TIDY_LOCK})`;
  await tx`delete from conversation_texts where conversation_id = any(${ids as string[]}::uuid[])`;
  await tx`
    update holdings set touched = nullif(array(select unnest(touched) except select unnest(${ids as string[]}::uuid[])), '{}')
    where touched && ${ids as string[]}::uuid[]
  `;
}
