import type { Present } from "./acts_answers.ts";

/** Somebody else at a conversation, and when this page last heard of it. */
export interface Seen extends Present {
  at: number; // ms since 1970
}

/** Who else looks at which conversation, by its id. */
export type PresenceState = ReadonlyMap<string, readonly Seen[]>;

/** The event `presence`, as it travels. */
export interface PresenceEvent extends Present {
  /** The conversation. */
  id: string;
  se_fue?: boolean;
}

/** Who says nothing for so long has gone: pages say it every 10 s. */
export const PRESENCE_LIFE_MS = 25_000;

/** What one person was heard to do. */
export function hearPresence(
  state: PresenceState,
  { id, agente_id, nombre, escribiendo, se_fue }: PresenceEvent,
  now: number,
): PresenceState {
  const others = (state.get(id) ?? []).filter((one) =>
    one.agente_id !== agente_id
  );
  const seen = se_fue ? [] : [{ agente_id, nombre, escribiendo, at: now }];
  return new Map(state).set(id, [...others, ...seen]);
}

/** What was heard this lately may be newer than an answer that was on its way. */
const JUST_HEARD_MS = 2_000;

/** Who was there when the companion was asked, and who was heard of meanwhile. */
export function setPresent(
  state: PresenceState,
  { id, present }: { id: string; present: readonly Present[] },
  now: number,
): PresenceState {
  if (present.length === 0 && !state.has(id)) return state;
  const heard = (state.get(id) ?? []).filter(({ at }) =>
    now - at < JUST_HEARD_MS
  );
  const told = present.filter(({ agente_id }) =>
    !heard.some((one) => one.agente_id === agente_id)
  );
  const seen = told.map((one) => ({ ...one, at: now }));
  return new Map(state).set(id, [...heard, ...seen]);
}

/** Who is still there; the same list while nobody went. */
export function stillPresent(
  state: PresenceState,
  id: string,
  now: number,
): readonly Seen[] {
  const seen = state.get(id) ?? [];
  const fresh = seen.filter(({ at }) => now - at < PRESENCE_LIFE_MS);
  return fresh.length === seen.length ? seen : fresh;
}
