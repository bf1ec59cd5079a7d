import type { ActRow } from "./acts_answers.ts";

/** How a conversation stands, from where its reader stands: what the bars and the menu follow. */
export type Standing =
  | "given" // handed over to the reader, who hasn't accepted
  | "given_away" // handed over to somebody else, who hasn't accepted
  | "bot"
  | "closed"
  | "snoozed"
  | "others"
  | "nobody"
  | "mine";

/** Agents see only what is theirs; a supervisor sees everybody's and has none. */
export function standingOf(
  row: ActRow,
  { isSupervisor, now }: { isSupervisor: boolean; now: number },
): Standing {
  if (row.traspaso) return isSupervisor ? "given_away" : "given";
  if (row.estado === "closed") return "closed";
  if (isSnoozed(row, now)) return "snoozed";
  if (row.estado === "waiting") return "nobody";
  if (!row.stopBot) return "bot";
  return isSupervisor ? "others" : "mine";
}

/** Whether it is put off to a moment that hasn't come. */
export function isSnoozed(row: ActRow, now: number): boolean {
  return Boolean(row.pospuesta_hasta) &&
    Date.parse(row.pospuesta_hasta!) > now;
}
