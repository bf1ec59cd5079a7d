import type { Agent } from "./agents.ts";
import { visibleTo } from "./inbox_list.ts";
import type { Tx } from "./sql.ts";

// Its holder counts somebody's pins; released with its transaction.
const PINS_LOCK = 7005;

/** Waits for whoever else changes this agent's pins. Of a conversation that is held, so that none waits in a circle. */
export async function holdPins(
  tx: Tx,
  agent: Pick<Agent, "id">,
): Promise<void> {
  await tx`select pg_advisory_xact_lock(${PINS_LOCK}, ${agent.id})`;
}

/** How many they have pinned of what they may see. */
export async function countPins(tx: Tx, agent: Agent): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*) from pins join conversations c on c.id = pins.conversation_id
    where pins.agent_id = ${agent.id} and ${visibleTo(tx, agent)}
  `;
  return row!.count;
}

/** Pins a conversation; `false` when it was. */
export async function addPin(
  tx: Tx,
  pin: { agentId: number; conversationId: string; at: Date },
): Promise<boolean> {
  const { count } = await tx`
    insert into pins (agent_id, conversation_id, at)
    values (${pin.agentId}, ${pin.conversationId}, ${pin.at}) on conflict do nothing
  `;
  return count === 1;
}

/** Takes a pin off; `false` when there was none. */
export async function removePin(
  tx: Tx,
  pin: { agentId: number; conversationId: string },
): Promise<boolean> {
  const { count } = await tx`
    delete from pins where agent_id = ${pin.agentId} and conversation_id = ${pin.conversationId}
  `;
  return count === 1;
}
