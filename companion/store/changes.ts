import type { DeliveryStatus } from "../../shared/delivery.ts";
import type { Sql, Statement, Tx } from "./sql.ts";

/** Something that pages are told. */
export interface Change {
  conversationId: string;
  version: number;
  event: "new_message" | "message_status" | "conversation_update";
  messageId?: string;
  status?: DeliveryStatus;
  /** The agent who no longer has the conversation: the change is for them alone. */
  lostBy?: number;
}

/** A change with its place in the order of commits, and who may know of it now. */
export interface OrderedChange extends Change {
  seq: number;
  at: Date;
  /** Who has the conversation at this moment. */
  agentId: number | null;
  number: string | null;
  isFirstLine: boolean;
  /** The conversation is no more: nobody is told of it. */
  isGone: boolean;
}

/** How many commits get their places at once. */
const COMMITS_AT_ONCE = 500;

/**
 * Writes down what the transaction changes, as one row: pages are to be told, and so is the site,
 * unless it is for pages alone. Places and lanes come after the commit.
 */
export function addChanges(
  tx: Tx,
  changes: readonly Change[],
  { now, isForPages = false }: { now: Date; isForPages?: boolean },
): Statement {
  return tx`
    insert into commits (size, is_for_pages, changes, at)
    select ${changes.length}, ${isForPages}, ${
    tx.json(changes as never)
  }, ${now} where ${changes.length}::int > 0
  `;
}

/**
 * Gives the changes of committed transactions their places, and promises to publish them. One at a
 * time over all processes, each seeing what the one before has numbered: who has read up to a place
 * never misses a smaller one that comes later. Answers whether there was anything, and whether more waits.
 */
export async function orderChanges(
  sql: Sql,
): Promise<{ isNews: boolean; isMore: boolean }> {
  const [row] = await sql<{ commits: number }[]>`
    select order_commits(${COMMITS_AT_ONCE}) as commits
  `;
  const { commits } = row!;
  return { isNews: commits > 0, isMore: commits === COMMITS_AT_ONCE };
}

/** Changes after a place, in order, with who has each conversation now. */
export async function readChangesAfter(
  sql: Sql,
  seq: number,
  limit: number,
): Promise<OrderedChange[]> {
  return await sql<OrderedChange[]>`
    select t.place - t.size + ch.number as seq, ch."conversationId" as conversation_id, ch.version, ch.event,
      ch."messageId" as message_id, ch.status, ch."lostBy" as lost_by, t.at, c.agent_id, c.number,
      c.line_id = (select min(id) from lines) as is_first_line, c.id is null as is_gone
    from (select * from commits where place > ${seq} order by place limit ${limit}) as t
    cross join lateral rows from (jsonb_to_recordset(t.changes) as (
      "conversationId" uuid, version bigint, event text, "messageId" uuid, status text, "lostBy" int
    )) with ordinality as ch ("conversationId", version, event, "messageId", status, "lostBy", number)
    left join conversations c on c.id = ch."conversationId"
    where t.place - t.size + ch.number > ${seq} order by seq limit ${limit}
  `;
}

/** The newest place that was given and when it was committed, 0 when none was. */
export async function readNewestPlace(
  sql: Sql,
): Promise<{ place: number; at: Date }> {
  const [row] = await sql<{ place: number; at: Date }[]>`
    select place, at from commits where place is not null order by place desc limit 1
  `;
  return row ?? { place: 0, at: new Date(0) };
}

/** The first place that is still told and the newest, 0 when there is none. */
export async function readChangeRange(
  sql: Sql,
): Promise<{ oldest: number; newest: number }> {
  const [row] = await sql<{ oldest: number | null; newest: number | null }[]>`
    select (select place - size + 1 from commits where place is not null order by place limit 1) as oldest,
      (select place from commits where place is not null order by place desc limit 1) as newest
  `;
  return { oldest: row?.oldest ?? 0, newest: row?.newest ?? 0 };
}

/** Forgets what everybody has long been told, but the newest, which marks the place, and what the search has not taken in. */
export async function removeOldChanges(sql: Sql, before: Date): Promise<void> {
  await sql`
    delete from commits where place is not null and at < ${before}
      and place < (select max(place) from commits)
      and place <= (select place from message_text_places)
  `;
}
