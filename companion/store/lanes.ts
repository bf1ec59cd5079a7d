import type { TaskKind } from "../../shared/task_kind.ts";
import type { Sql, Tx } from "./sql.ts";

export type { TaskKind };

/** The kinds that a conversation leaves when it is gone. */
export const ERASING_KINDS = [
  "erase_conversation",
  "erase_site",
  "erase_thread",
  "erase_at_twilio",
] as const satisfies readonly TaskKind[];

/** What each kind of task says. Of `publish_change` there are no tasks: its lane says up to which version. */
export interface TaskPayloads {
  send_message: { messageId: string };
  fetch_media: { mediaId: string };
  erase_conversation: ForgottenConversation;
  erase_site: ForgottenConversation;
  erase_thread: { erasureId: string; threadId: string };
  erase_at_twilio: { erasureId: string; lineId: number; sids: string[] };
  trim_site: { before: string };
}

/** What must be known of a conversation that is gone, until it is erased everywhere. */
export interface ForgottenConversation {
  /** Of the receipt. */
  erasureId: string;
  conversationId: string;
  lineId: number;
  /** Who had it. */
  agentId: number | null;
  version: number;
  /** The provider's copy is to go too. */
  isAtProvider: boolean;
  /** Nothing was said later than that. ISO 8601, UTC. */
  until: string;
  /** Every way in which the provider may write the customer, upper case. */
  spellings: string[];
  /** How the site calls the customer. */
  userIds: string[];
}

/** Promises work: at the end of its lane, in the transaction that is the reason for it. */
export async function addTasks<K extends keyof TaskPayloads>(
  tx: Tx,
  kind: K,
  tasks: readonly { conversationId: string; payload: TaskPayloads[K] }[],
): Promise<void> {
  if (tasks.length === 0) return;
  const byLane = Map.groupBy(tasks, ({ conversationId }) => conversationId);
  const lanes = [...byLane].map(([conversationId, { length }]) => ({
    conversationId,
    count: length,
  }));
  const ends = await tx<{ conversationId: string; lastSeq: number }[]>`
    insert into outbox_lanes as lane (kind, conversation_id, last_seq)
    select ${kind}, "conversationId", count
    from jsonb_to_recordset(${
    tx.json(lanes)
  }) as l ("conversationId" uuid, count int)
    order by "conversationId"
    on conflict (kind, conversation_id) do update set last_seq = lane.last_seq + excluded.last_seq
    returning conversation_id, last_seq
  `;
  const rows = ends.flatMap(({ conversationId, lastSeq }) => {
    const added = byLane.get(conversationId)!;
    return added.map(({ payload }, at) => ({
      conversationId,
      seq: lastSeq - added.length + 1 + at,
      payload,
    }));
  });
  await tx`
    insert into outbox_tasks (kind, conversation_id, seq, payload)
    select ${kind}, "conversationId", seq, payload
    from jsonb_to_recordset(${
    tx.json(rows as never)
  }) as t ("conversationId" uuid, seq bigint, payload jsonb)
  `;
}

/** A lane that is not well: retried, or stopped until a person releases it. */
export interface TroubledLane {
  kind: TaskKind;
  conversationId: string;
  state: "active" | "stopped";
  problem: string;
  problemSince: Date;
  attempts: number;
  waiting: number;
}

/** Lanes that are not well, those in trouble longest first. */
export async function readTroubledLanes(
  sql: Sql,
  limit: number,
): Promise<TroubledLane[]> {
  return await sql<TroubledLane[]>`
    select kind, conversation_id, state, problem, problem_since, attempts, last_seq - done_seq as waiting
    from outbox_lanes where problem is not null order by problem_since limit ${limit}
  `;
}

/** Lets a stopped lane try its head again. `false` when it wasn't stopped. */
export async function releaseLane(
  tx: Tx,
  kind: TaskKind,
  conversationId: string,
): Promise<boolean> {
  const { count } = await tx`
    update outbox_lanes set state = 'active', attempts = 0, due_at = now(), problem = null, problem_since = null
    where kind = ${kind} and conversation_id = ${conversationId} and state = 'stopped'
  `;
  return count === 1;
}

/** Whether work of a kind is promised for a conversation and not done yet. */
export async function isPromised(
  sql: Sql | Tx,
  kind: TaskKind,
  conversationId: string,
): Promise<boolean> {
  const { count } = await sql`
    select from outbox_lanes
    where kind = ${kind} and conversation_id = ${conversationId} and done_seq < last_seq
  `;
  return count > 0;
}
