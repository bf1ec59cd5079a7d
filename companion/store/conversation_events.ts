import { rowsOf } from "./rows.ts";
import type { Sql, Tx } from "./sql.ts";

const eventRows = rowsOf({
  conversationId: "uuid",
  kind: "text",
  agentId: "int",
  noteId: "uuid",
  body: "text",
  details: "jsonb",
  at: "timestamptz",
});

/** What can happen between messages. `assigned` is never written: the ledger of assignments has it. */
export type EventKind =
  | "assigned"
  | "handed_over"
  | "handed_back"
  | "accepted"
  | "bot_paused"
  | "bot_resumed"
  | "closed"
  | "reopened"
  | "snoozed"
  | "woken"
  | "labelled"
  | "renamed"
  | "noted";

/** What an event says beside its kind; of each kind what it has. */
export interface EventDetails {
  /** Who had the conversation, `null` for nobody, and who has it then. */
  from?: number | null;
  to?: number;
  /** Until when it is snoozed: ISO 8601, UTC. */
  until?: string;
  /** Names of labels. */
  added?: string[];
  removed?: string[];
  /** Of the customer. */
  before?: string;
  now?: string;
  /** Whom a note calls. */
  mentions?: number[];
  /** Why the ledger gave it to them. */
  reason?: string;
}

/** An event to be written. */
export interface NewEvent {
  conversationId: string;
  kind: Exclude<EventKind, "assigned">;
  /** Whose act it is; `null` for nobody's. */
  agentId: number | null;
  /** Of a note: its writer's own id for it. */
  noteId?: string;
  /** Of a note, or with a hand-over. */
  body?: string | null;
  details?: EventDetails;
  at: Date;
}

/** An event as it is read. */
export interface ConversationEvent {
  /** Unlike that of any other event. */
  id: string;
  kind: EventKind;
  agentId: number | null;
  agentName: string | null;
  body: string | null;
  details: EventDetails;
  fromName: string | null;
  toName: string | null;
  at: Date;
}

/** A stretch of time; `null`: without an end on that side. */
export interface Span {
  from: Date | null;
  /** Not included. */
  until: Date | null;
  /** Of more the newest; `null`: all. */
  limit: number | null;
}

/**
 * Writes down what happened, in the transaction in which it does. The conversation is held: none is
 * dated before the one that came before it, whatever the clocks of those who act say.
 */
export async function addEvents(
  tx: Tx,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    ...event,
    details: event.details ?? {},
  }));
  await tx`
    insert into conversation_events (conversation_id, kind, agent_id, note_id, body, details, at)
    select "conversationId", kind, "agentId", "noteId", body, details, greatest(at, (
      select max(before.at) from conversation_events before where before.conversation_id = e."conversationId"
    )) from ${eventRows(tx, rows)} as e
  `;
}

/** What happened in a conversation within a stretch of time, oldest first: its events, and the turns of the ledger. */
export async function readEvents(
  sql: Sql,
  conversationId: string,
  { from, until, limit }: Span,
): Promise<ConversationEvent[]> {
  const isWithin = sql`
    conversation_id = ${conversationId}
      and at >= coalesce(${from}::timestamptz, '-infinity')
      and at < coalesce(${until}::timestamptz, 'infinity')
  `;
  const rows = await sql<ConversationEvent[]>`
    select e.id, e.kind, e.agent_id, who.name as agent_name, e.body, e.details, giver.name as from_name,
      taker.name as to_name, e.at
    from (
      select coalesce(note_id::text, 'e' || id) as id, kind, agent_id, body, details, at, 0 as rank, id as place
      from conversation_events where ${isWithin}
      union all
      select 'a' || id, 'assigned', decided_by, null, jsonb_build_object('to', agent_id, 'reason', reason), at, 1, id
      from assignments
      where ${isWithin} and agent_id is not null and reason not in ('handed_over', 'handed_back')
      order by at desc, rank desc, place desc limit ${limit}
    ) as e
    left join agents who on who.id = e.agent_id
    left join agents giver on giver.id = (e.details->>'from')::int
    left join agents taker on taker.id = (e.details->>'to')::int
    order by e.at, e.rank, e.place
  `;
  return [...rows];
}

/** Erases all that people have done and said about conversations that are no more. Answers how many events went. */
export async function removeActs(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<number> {
  for (
    const table of [
      "mentions",
      "hand_overs",
      "conversation_labels",
      "pins",
      "site_fields",
      "presences",
    ]
  ) {
    await tx`
      delete from ${
      tx(table)
    } where conversation_id = any(${conversationIds as string[]}::uuid[])
    `;
  }
  const { count } = await tx`
    delete from conversation_events where conversation_id = any(${conversationIds as string[]}::uuid[])
  `;
  return count;
}
