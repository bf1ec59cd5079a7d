import type { ActRow } from "./acts_answers.ts";
import { isSnoozed } from "./row_acts.ts";

/** Whose conversations are listed. For an agent, `all` are their own. */
export type ListOwner = "all" | "mine" | "unassigned";
/** `active`: what is to be dealt with now: neither closed nor put off. */
export type ListState = "active" | "snoozed" | "closed" | "all";
/** The newest word first, whoever waits longest first, or the window that closes soonest first. */
export type ListOrder = "newest" | "wait" | "window";

/** Which conversations an agent wants to see, and in which order. */
export interface ListView {
  owner: ListOwner;
  state: ListState;
  isUnread: boolean;
  /** A label's id. */
  label: number | null;
  line: { id: number; number: string } | null;
  order: ListOrder;
}

export const FIRST_VIEW: ListView = {
  owner: "all",
  state: "active",
  isUnread: false,
  label: null,
  line: null,
  order: "newest",
};

/** Whether it is the view that the page opens with. */
export function isFirstView(view: ListView): boolean {
  return Object.entries(FIRST_VIEW).every(([name, value]) =>
    view[name as keyof ListView] === value
  );
}

/** Whether a row belongs in a view, as far as the page can tell. */
export function fits(
  row: ActRow,
  view: ListView,
  { name, now }: { name: string; now: number },
): boolean {
  return fitsOwner(row, view.owner, name) &&
    fitsState(row, view.state, now) &&
    (!view.isUnread || row.unread > 0) &&
    (view.label === null || (row.etiquetas ?? []).includes(view.label)) &&
    (view.line === null || row.linea === view.line.number);
}

function fitsOwner(row: ActRow, owner: ListOwner, name: string): boolean {
  if (owner === "mine") return row.agente === name;
  return owner === "all" || row.agente === null;
}

function fitsState(row: ActRow, state: ListState, now: number): boolean {
  if (state === "all") return true;
  if (state === "closed") return row.estado === "closed";
  const isActive = row.estado !== "closed";
  return isActive && isSnoozed(row, now) === (state === "snoozed");
}
