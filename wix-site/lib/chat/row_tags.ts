import type { ActRow, Label, Present } from "./acts_answers.ts";
import { type PresenceState, stillPresent } from "./presence_state.ts";
import { isSnoozed } from "./row_acts.ts";

/** More labels than these are counted only. */
const MOST_LABELS = 3;

/** What a row is drawn with beside itself. */
export interface RowContext {
  now: number;
  supervisor: boolean;
  labels: readonly Label[] | null;
  /** The conversations that make no sound. */
  muted: ReadonlySet<string>;
  /** Who else looks at a conversation. */
  others(id: string): readonly Present[];
}

/** Whether a row has a third line: something to accept, somebody else at it, a time to come back, labels. */
export function hasTags(row: ActRow, around: RowContext): boolean {
  return Boolean(row.traspaso) || isSnoozed(row, around.now) ||
    labelsOf(row, around.labels).shown.length > 0 ||
    around.others(row.id).length > 0;
}

/** A row's labels by name, and how many more there are. */
export function labelsOf(
  row: ActRow,
  labels: readonly Label[] | null,
): { shown: Label[]; more: number } {
  const all = (row.etiquetas ?? []).flatMap((id) =>
    labels?.find((label) => label.id === id) ?? []
  );
  const shown = all.slice(0, MOST_LABELS);
  return { shown, more: all.length - shown.length };
}

/** Who else is at a conversation now. */
export function othersAt(
  present: PresenceState,
  id: string,
  now: number,
): readonly Present[] {
  return present.has(id) ? stillPresent(present, id, now) : [];
}
