import type {
  MessageAuthor,
  MessageDetails,
  MessageKind,
} from "../../shared/conversation.ts";
import { type DeliveryStatus, statusesBefore } from "../../shared/delivery.ts";
import { messageIdOf } from "../domain/message_id.ts";
import { rowsOf } from "./rows.ts";
import type { Sql, Statement, Tx } from "./sql.ts";

const messageRows = rowsOf({
  conversationId: "uuid",
  position: "int",
  id: "uuid",
  lineId: "int",
  direction: "text",
  author: "text",
  agentId: "int",
  kind: "text",
  body: "text",
  details: "jsonb",
  mediaCount: "int",
  status: "text",
  providerSid: "text",
  sentAt: "timestamptz",
});

/** One message, as the books have it. */
export interface Message {
  conversationId: string;
  /** 1 for the first of its conversation, without gaps. */
  position: number;
  id: string;
  lineId: number;
  direction: "inbound" | "outbound";
  author: MessageAuthor;
  agentId: number | null;
  kind: MessageKind;
  body: string;
  details: MessageDetails | null;
  mediaCount: number;
  status: DeliveryStatus;
  providerSid: string | null;
  /** The provider's ids of earlier tries, which an agent has repeated. */
  retiredSids: string[];
  errorCode: number | null;
  sentAt: Date;
  /** When handing it to the provider began. */
  attemptedAt: Date | null;
}

/** A message of a thread, with the name of the agent who wrote it. */
export type ThreadRow = Message & { agentName: string | null };

/** A message to be stored. */
export type NewMessage = Omit<
  Message,
  "retiredSids" | "errorCode" | "attemptedAt"
>;

/** Stores messages. */
export function addMessages(
  tx: Tx,
  messages: readonly NewMessage[],
): Statement {
  return tx`
    insert into messages (
      conversation_id, position, id, line_id, direction, author, agent_id, kind, body, details, media_count,
      status, provider_sid, sent_at
    )
    select "conversationId", position, id, "lineId", direction, author, "agentId", kind, body, details, "mediaCount",
      status, "providerSid", "sentAt"
    from ${messageRows(tx, messages)} as m
  `;
}

/** A page of a thread, oldest first, and the newest page first: by position, whatever its length. */
export async function readThread(
  sql: Sql,
  conversationId: string,
  page: { total: number; limit: number; offset: number },
): Promise<ThreadRow[]> {
  const last = page.total - page.offset;
  return await sql<ThreadRow[]>`
    select ${
    columns(sql)
  }, a.name as agent_name from messages m left join agents a on a.id = m.agent_id
    where m.conversation_id = ${conversationId} and m.position <= ${last} and m.position > ${
    last - page.limit
  }
    order by m.position
  `;
}

/** Of each of these, the messages after a position, oldest first. */
export async function readMessagesAfterAll(
  sql: Sql,
  after: readonly { conversationId: string; cursor: number }[],
  limit: number,
): Promise<Message[]> {
  const wanted = sql.json(after as never);
  return await sql<Message[]>`
    select m.*
    from jsonb_to_recordset(${wanted}) as a ("conversationId" uuid, cursor int)
    cross join lateral (
      select ${columns(sql)} from messages m
      where m.conversation_id = a."conversationId" and m.position > a.cursor
      order by m.position limit ${limit}
    ) m
    order by m.conversation_id, m.position
  `;
}

/** One message, by its id. */
export async function readMessage(
  sql: Sql | Tx,
  id: string,
): Promise<Message | null> {
  const [row] = await sql<Message[]>`select ${
    columns(sql)
  } from messages m where m.id = ${id}`;
  return row ?? null;
}

/** One of our messages, by the provider's id. */
export async function readSent(
  sql: Sql | Tx,
  lineId: number,
  providerSid: string,
): Promise<Message | null> {
  const [row] = await sql<Message[]>`
    select ${columns(sql)} from messages m
    where m.line_id = ${lineId} and m.provider_sid = ${providerSid} and m.direction = 'outbound'
  `;
  return row ?? null;
}

/** Our ids of those of our messages that the provider calls so. */
export async function readIdsOfSent(
  sql: Sql,
  lineId: number,
  providerSids: readonly string[],
): Promise<Map<string, string>> {
  if (providerSids.length === 0) return new Map();
  const rows = await sql<{ id: string; providerSid: string }[]>`
    select id, provider_sid from messages
    where line_id = ${lineId} and provider_sid in ${
    sql(providerSids)
  } and direction = 'outbound'
  `;
  return new Map(rows.map(({ id, providerSid }) => [providerSid, id]));
}

/** The places of a conversation's messages, by their ids. */
export async function readPositions(
  sql: Sql,
  conversationId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; position: number }[]>`
    select id, position from messages
    where conversation_id = ${conversationId} and id in ${sql(ids)}
  `;
  return new Map(rows.map(({ id, position }) => [id, position]));
}

/** Our ids of those of a customer's messages that the provider calls so. */
export async function readIdsOfReceived(
  sql: Sql,
  conversationId: string,
  providerSids: readonly string[],
): Promise<Map<string, string>> {
  if (providerSids.length === 0) return new Map();
  const ids = providerSids.map(messageIdOf);
  const rows = await sql<{ id: string; providerSid: string }[]>`
    select id, provider_sid from messages where conversation_id = ${conversationId} and id in ${
    sql(ids)
  }
  `;
  return new Map(rows.map(({ id, providerSid }) => [providerSid, id]));
}

/** Moves a message's status forward; `false` when it was there or beyond. An error is kept once known. */
export async function moveStatus(
  tx: Tx,
  id: string,
  to: {
    status: DeliveryStatus;
    providerSid: string | null;
    errorCode: number | null;
  },
): Promise<boolean> {
  const { count } = await tx`
    update messages set status = ${to.status}, provider_sid = coalesce(provider_sid, ${to.providerSid}),
      error_code = coalesce(${to.errorCode}, error_code)
    where id = ${id} and status in ${tx(statusesBefore(to.status))}
  `;
  if (count === 0 && to.providerSid) {
    await tx`update messages set provider_sid = ${to.providerSid} where id = ${id} and provider_sid is null`;
  }
  return count === 1;
}

/** Notes that handing the message over begins now; `false` when it has begun already. */
export async function setAttempted(
  tx: Tx,
  id: string,
  at: Date,
): Promise<boolean> {
  const { count } = await tx`
    update messages set attempted_at = ${at} where id = ${id} and attempted_at is null
  `;
  return count === 1;
}

/** Lets a message be handed over as if for the first time. */
export async function setUnattempted(tx: Tx, id: string): Promise<void> {
  await tx`
    update messages set attempted_at = null, error_code = null, status = 'pending',
      retired_sids = array_remove(retired_sids || provider_sid, null), provider_sid = null
    where id = ${id}
  `;
}

function columns(sql: Sql | Tx) {
  return sql`
    m.conversation_id, m.position, m.id, m.line_id, m.direction, m.author, m.agent_id, m.kind, m.body, m.details,
    m.media_count, m.status, m.provider_sid, m.retired_sids, m.error_code, m.sent_at, m.attempted_at
  `;
}
