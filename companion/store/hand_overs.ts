import type { Sql, Tx } from "./sql.ts";

/** A hand-over that its new agent has not accepted yet. */
export interface NewHandOver {
  conversationId: string;
  /** Who had it. */
  fromAgentId: number;
  note: string | null;
  at: Date;
}

/** Notes that a conversation waits to be accepted, instead of whatever it waited for before. */
export async function setHandOver(
  tx: Tx,
  handOver: NewHandOver,
): Promise<void> {
  const { conversationId, fromAgentId, note, at } = handOver;
  await tx`
    insert into hand_overs (conversation_id, from_agent_id, note, at)
    values (${conversationId}, ${fromAgentId}, ${note}, ${at})
    on conflict (conversation_id) do update
    set from_agent_id = excluded.from_agent_id, note = excluded.note, at = excluded.at
  `;
}

/** Who had a conversation that is waiting to be accepted; `null` when it isn't. */
export async function readGiver(
  sql: Sql | Tx,
  conversationId: string,
): Promise<number | null> {
  const [row] = await sql<{ fromAgentId: number }[]>`
    select from_agent_id from hand_overs where conversation_id = ${conversationId}
  `;
  return row?.fromAgentId ?? null;
}

/** Ends the waiting. `false` when there was none. */
export async function removeHandOver(
  tx: Tx,
  conversationId: string,
): Promise<boolean> {
  const { count } = await tx`
    delete from hand_overs where conversation_id = ${conversationId}
  `;
  return count === 1;
}
