import type { ConversationState } from "../../shared/conversation.ts";
import { rowsOf } from "./rows.ts";
import type { Sql, Statement, Tx } from "./sql.ts";

const conversationRows = rowsOf({
  id: "uuid",
  lineId: "int",
  address: "text",
  number: "text",
  name: "text",
  agentId: "int",
  state: "text",
  version: "bigint",
  talkTurn: "bigint",
  messageCount: "int",
  unread: "int",
  lastInboundAt: "timestamptz",
  lastMessageAt: "timestamptz",
  lastMessage: "text",
  lastDirection: "text",
  lastStatus: "text",
  createdAt: "timestamptz",
});

/** One customer on one line, as the books have it. */
export interface Conversation {
  id: string;
  lineId: number;
  /** Where the customer is answered. */
  address: string;
  number: string | null;
  name: string;
  agentId: number | null;
  state: ConversationState;
  version: number;
  talkTurn: number;
  messageCount: number;
  unread: number;
  lastInboundAt: Date | null;
  lastMessageAt: Date;
  lastMessage: string;
  lastDirection: "inbound" | "outbound";
  lastStatus: string;
  stopBot: boolean;
  observations: string;
  threadId: string | null;
  createdAt: Date;
}

/** The columns of a conversation, of the table called `c`. */
export function conversationColumns(sql: Sql | Tx) {
  return sql`
    c.id, c.line_id, c.address, c.number, c.name, c.agent_id, c.state, c.version, c.talk_turn, c.message_count,
    c.unread, c.last_inbound_at, c.last_message_at, c.last_message, c.last_direction, c.last_status,
    c.stop_bot, c.observations, c.thread_id, c.created_at
  `;
}

/** Stores conversations that did not exist. */
export function addConversations(
  tx: Tx,
  conversations: readonly Conversation[],
): Statement {
  return tx`
    insert into conversations (
      id, line_id, address, number, name, agent_id, state, version, talk_turn, message_count, unread,
      last_inbound_at, last_message_at, last_message, last_direction, last_status, created_at, waiting_since
    )
    select id, "lineId", address, number, name, "agentId", state, version, "talkTurn", "messageCount", unread,
      "lastInboundAt", "lastMessageAt", "lastMessage", "lastDirection", "lastStatus", "createdAt",
      case when "messageCount" > 0 and "lastDirection" = 'inbound' and state <> 'closed' then "createdAt" end
    from ${conversationRows(tx, conversations)} as c
  `;
}

/** Waits for these conversations, in the order of their ids, and answers them as they are then. */
export async function lockConversations(
  tx: Tx,
  ids: readonly string[],
): Promise<Conversation[]> {
  if (ids.length === 0) return [];
  return await tx<Conversation[]>`
    select ${
    conversationColumns(tx)
  } from conversations c where c.id = any(${ids as string[]}::uuid[])
    order by c.id for update
  `;
}

/** Writes what speaking and handing over change. */
export function setConversations(
  tx: Tx,
  conversations: readonly Conversation[],
): Statement {
  return tx`
    update conversations c set address = n.address, number = n.number, name = n.name, agent_id = n."agentId",
      state = n.state, version = n.version, talk_turn = n."talkTurn", message_count = n."messageCount",
      unread = n.unread, last_inbound_at = n."lastInboundAt", last_message_at = n."lastMessageAt",
      last_message = n."lastMessage", last_direction = n."lastDirection", last_status = n."lastStatus",
      waiting_since = case when n."messageCount" > 0 and n."lastDirection" = 'inbound' and n.state <> 'closed'
        then coalesce(c.waiting_since, n."lastMessageAt") end
    from ${conversationRows(tx, conversations)} as n where c.id = n.id
  `;
}

/** Those of the lines that nobody has yet, locked; who began to wait first comes first, by the ledger and not by a clock. */
export async function lockWaiting(
  tx: Tx,
  lineIds: readonly number[],
): Promise<Conversation[]> {
  const ids = await tx<{ id: string }[]>`
    select c.id from conversations c
    where c.line_id = any(${lineIds as number[]}::int[]) and c.state = 'waiting'
    order by (select max(a.id) from assignments a where a.conversation_id = c.id)
  `;
  const locked = await lockConversations(tx, ids.map(({ id }) => id));
  const byId = new Map(
    locked.map((conversation) => [conversation.id, conversation]),
  );
  // One that was erased meanwhile is not there any more.
  return ids.map(({ id }) => byId.get(id))
    .filter((conversation) => conversation?.state === "waiting")
    .map((conversation) => conversation!);
}

/** One conversation, for the outbox. */
export async function readConversation(
  sql: Sql,
  id: string,
): Promise<Conversation | null> {
  const [row] = await sql<Conversation[]>`select ${
    conversationColumns(sql)
  } from conversations c where c.id = ${id}`;
  return row ?? null;
}

/** Takes over what Wix says of a conversation; `false` when it said nothing new. */
export async function setSiteData(
  tx: Tx,
  id: string,
  site: { stopBot: boolean; observations: string; threadId: string | null },
): Promise<boolean> {
  const { count } = await tx`
    update conversations set stop_bot = ${site.stopBot}, observations = ${site.observations},
      thread_id = ${site.threadId}, version = version + 1
    where id = ${id}
      and (stop_bot, observations, thread_id) is distinct from
        (${site.stopBot}::boolean, ${site.observations}::text, ${site.threadId}::text)
  `;
  return count === 1;
}

/** Takes conversations out. What they leave is erased afterwards. */
export async function removeConversations(
  tx: Tx,
  ids: readonly string[],
): Promise<void> {
  await tx`delete from conversations where id = any(${ids as string[]}::uuid[])`;
}

/** A row as `to_jsonb` writes it. */
export function fromJson(
  row: Readonly<Record<string, unknown>>,
): Conversation {
  const toDate = (text: unknown) =>
    text === null ? null : new Date(text as string);
  return {
    id: row.id as string,
    lineId: row.line_id as number,
    address: row.address as string,
    number: row.number as string | null,
    name: row.name as string,
    agentId: row.agent_id as number | null,
    state: row.state as ConversationState,
    version: row.version as number,
    talkTurn: row.talk_turn as number,
    messageCount: row.message_count as number,
    unread: row.unread as number,
    lastInboundAt: toDate(row.last_inbound_at),
    lastMessageAt: toDate(row.last_message_at)!,
    lastMessage: row.last_message as string,
    lastDirection: row.last_direction as Conversation["lastDirection"],
    lastStatus: row.last_status as string,
    stopBot: row.stop_bot as boolean,
    observations: row.observations as string,
    threadId: row.thread_id as string | null,
    createdAt: toDate(row.created_at)!,
  };
}

/** Conversations that are not closed and in which nothing was said since `before`, the oldest first; none whose last message is older than `after`. */
export async function readIdle(
  sql: Sql | Tx,
  { after, before, limit }: { after: Date; before: Date; limit: number },
): Promise<{ id: string; lastMessageAt: Date }[]> {
  return await sql<{ id: string; lastMessageAt: Date }[]>`
    select id, last_message_at from conversations
    where last_message_at >= ${after} and last_message_at < ${before} and state <> 'closed'
    order by last_message_at limit ${limit}
  `;
}

/** Closed conversations in which nothing was said since a moment, the oldest first, held; but those that somebody else holds. */
export async function lockIdleClosed(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from conversations where last_message_at < ${before} and state = 'closed'
    order by last_message_at limit ${limit} for update skip locked
  `;
  return rows.map(({ id }) => id);
}

/** What an agent has on a line that is neither closed nor snoozed, spoken in longest ago first. */
export async function readHeldBy(
  tx: Tx,
  { agentId, lineId, limit }: {
    agentId: number;
    lineId: number;
    limit: number;
  },
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from conversations
    where agent_id = ${agentId} and line_id = ${lineId} and state <> 'closed' and snoozed_until is null
    order by last_message_at limit ${limit}
  `;
  return rows.map(({ id }) => id);
}

/** Forgets that these were handed over: somebody else has them now. */
export async function removeHandOvers(
  tx: Tx,
  ids: readonly string[],
): Promise<void> {
  await tx`delete from hand_overs where conversation_id = any(${ids as string[]}::uuid[])`;
}
