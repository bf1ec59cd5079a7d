/** Somebody in a line's rota. */
export interface Turn {
  agentId: number;
  /** The line's turn at which they last got a new conversation; `null` before their first. */
  lastTurn: number | null;
  /** Who goes first among those who never had one. */
  place: number;
  /** How many more conversations they have room for; absent or `null` where nothing limits it. */
  room?: number | null;
}

/** Why somebody in the rota could not get a conversation. */
export interface Exclusion {
  agent: number;
  why: "paused" | "full";
}

/**
 * Picks who takes a new conversation: whoever's last one is longest ago, and among those who
 * never had one the first by place; but nobody without room. `null` when nobody is eligible.
 */
export function nextInTurn(agents: readonly Turn[]): Turn | null {
  let next: Turn | null = null;
  for (const agent of agents) {
    if (!hasRoom(agent)) continue;
    if (!next || comesBefore(agent, next)) next = agent;
  }
  return next;
}

/**
 * Hands out `count` conversations, one after the other, from the turn after `turn`, to whoever has
 * room. Shorter than `count` only when nobody is eligible any more.
 */
export function handOut(
  agents: readonly Turn[],
  turn: number,
  count: number,
): { agentId: number; turn: number }[] {
  const rota = agents.map((agent) => ({ ...agent }));
  const given: { agentId: number; turn: number }[] = [];
  for (let at = 1; at <= count; at++) {
    const next = nextInTurn(rota);
    if (!next) break;
    next.lastTurn = turn + at;
    if (next.room != null) next.room -= 1;
    given.push({ agentId: next.agentId, turn: turn + at });
  }
  return given;
}

/** Whether somebody can take one more. */
export function hasRoom({ room }: Pick<Turn, "room">): boolean {
  return room == null || room > 0;
}

function comesBefore(a: Turn, b: Turn): boolean {
  if (a.lastTurn === b.lastTurn) return a.place < b.place;
  return (a.lastTurn ?? -1) < (b.lastTurn ?? -1);
}
