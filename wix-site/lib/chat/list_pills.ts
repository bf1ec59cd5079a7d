import type { Label } from "./acts_answers.ts";
import { listWords } from "./list_texts.ts";
import { FIRST_VIEW, type ListView } from "./list_view.ts";

/** A view that is one press away. */
export interface Pill {
  name: string;
  word: string;
  isOn: boolean;
  part: Partial<ListView>;
}

/** A filter that is set and seen by no pill; pressing it takes it away. */
export interface SetFilter {
  name: string;
  word: string;
  part: Partial<ListView>;
}

/** The views that a role asks for every hour. */
export function pillsOf(view: ListView, isSupervisor: boolean): Pill[] {
  const words = listWords();
  const { owner, state, isUnread } = view;
  const unread: Pill = {
    name: "unread",
    word: words.unread,
    isOn: isUnread,
    part: isUnread ? { isUnread: false } : { isUnread: true, state: "active" },
  };
  if (isSupervisor) {
    const ofOwner = (name: "all" | "unassigned"): Pill => ({
      name,
      word: words.owners[name],
      isOn: owner === name && !isUnread,
      part: { owner: name, isUnread: false },
    });
    return [ofOwner("all"), ofOwner("unassigned"), unread];
  }
  const ofState = (name: "active" | "snoozed"): Pill => ({
    name,
    word: words.states[name],
    isOn: state === name && !isUnread,
    part: { state: name, isUnread: false },
  });
  return [ofState("active"), unread, ofState("snoozed")];
}

/** What else is set, in words. */
export function setFilters(
  view: ListView,
  { isSupervisor, labels }: {
    isSupervisor: boolean;
    labels: readonly Label[] | null;
  },
): SetFilter[] {
  const words = listWords();
  const { owner, state, label, line, order } = view;
  const isStateApart = state !== "active" &&
    (isSupervisor || state !== "snoozed");
  const name = labels?.find(({ id }) => id === label)?.nombre;
  const filters: (SetFilter | false)[] = [
    owner === "mine" &&
    { name: "owner", word: words.owners.mine, part: { owner: "all" } },
    isStateApart &&
    { name: "state", word: words.states[state], part: { state: "active" } },
    label !== null &&
    { name: "label", word: name ?? words.label, part: { label: null } },
    line !== null && { name: "line", word: line.number, part: { line: null } },
    order !== FIRST_VIEW.order && {
      name: "order",
      word: words.orderChips[order],
      part: { order: FIRST_VIEW.order },
    },
  ];
  return filters.filter((filter) => filter !== false);
}
