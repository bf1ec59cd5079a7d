import type { DeliveryStatus } from "../../shared/delivery.ts";
import type { Sql, Tx } from "./sql.ts";

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
  /** The conversation is no more. */
  isGone: boolean;
}

// Its holder gives out places in the order of commits; released with its transaction.
const ORDER_LOCK = 7002;

/** Writes down what pages are to be told; its place comes after the commit. */
export async function addChanges(
  tx: Tx,
  changes: readonly Change[],
  now: Date,
): Promise<void> {
  await tx`
    insert into changes (conversation_id, version, event, message_id, status, lost_by, at)
    select "conversationId", version, event, "messageId", status, "lostBy", ${now}
    from jsonb_to_recordset(${tx.json(changes as never)}) as c (
      "conversationId" uuid, version bigint, event text, "messageId" uuid, status text, "lostBy" int
    )
  `;
}

/**
 * Gives every committed change its place. One at a time over all processes, each seeing what the
 * one before has numbered: who has read up to a place never misses a smaller one that comes later.
 * Answers how many got theirs.
 */
export async function orderChanges(tx: Tx): Promise<number> {
  await tx`select pg_advisory_xact_lock(${ORDER_LOCK})`;
  const { count } = await tx`
    update changes set seq = due.place from (
      select id, nextval('change_order') as place
      from (select id from changes where seq is null order by id limit 5000) as waiting
    ) as due where changes.id = due.id
  `;
  return count;
}

/** Changes after a place, in order, with who has each conversation now. */
export async function readChangesAfter(
  sql: Sql,
  seq: number,
  limit: number,
): Promise<OrderedChange[]> {
  return await sql<OrderedChange[]>`
    select ch.seq, ch.conversation_id, ch.version, ch.event, ch.message_id, ch.status, ch.lost_by, ch.at,
      c.agent_id, c.number, c.line_id = (select min(id) from lines) as is_first_line,
      c.id is null as is_gone
    from changes ch left join conversations c on c.id = ch.conversation_id
    where ch.seq > ${seq} order by ch.seq limit ${limit}
  `;
}

/** The oldest and the newest place that is still told, 0 when there is none. */
export async function readChangeRange(
  sql: Sql,
): Promise<{ oldest: number; newest: number }> {
  const [row] = await sql<{ oldest: number | null; newest: number | null }[]>`
    select (select seq from changes where seq is not null order by seq limit 1) as oldest,
      (select seq from changes where seq is not null order by seq desc limit 1) as newest
  `;
  return { oldest: row?.oldest ?? 0, newest: row?.newest ?? 0 };
}

/** Forgets what everybody has long been told, but the newest, which marks the place. */
export async function removeOldChanges(sql: Sql, before: Date): Promise<void> {
  await sql`
    delete from changes where seq is not null and at < ${before}
      and seq < (select max(seq) from changes)
  `;
}
