import type { Report, Reports } from "./reports.ts";
import type { ShellWords } from "./shell_texts.ts";

/** A pressed key, as far as it matters. */
export interface Pressed {
  key: string;
  ctrl: boolean;
  alt: boolean;
}

/** Where a key was pressed. */
export interface KeyPlace {
  /** Into a field where text is written. */
  isTyping: boolean;
  /** While something lies over the page: it has the keyboard. */
  isCovered: boolean;
  /** Whether single letters are shortcuts. */
  hasOneKey: boolean;
  isSupervisor: boolean;
}

interface Binding {
  /** As it is shown: `Ctrl K`, `Alt ↓`, `?`. */
  shown: string;
  what: keyof ShellWords["keyNames"];
  report: Report | null;
  /** For supervisors only. */
  isSupervisors?: true;
}

const act = (what: Reports["page-do"]["what"]): Report => ({
  name: "page-do",
  detail: { what },
});

/** Every shortcut, in the order in which they are shown. Those without a report belong to an element. */
export const BINDINGS: readonly Binding[] = [
  {
    shown: "Ctrl K",
    what: "commands",
    report: { name: "commands-open", detail: undefined },
  },
  {
    shown: "?",
    what: "help",
    report: { name: "panel-open", detail: { panel: "keys" } },
  },
  {
    shown: "/",
    what: "search",
    report: { name: "search-focus", detail: undefined },
  },
  { shown: "j", what: "next", report: act("next") },
  { shown: "k", what: "previous", report: act("previous") },
  { shown: "Alt ↓", what: "nextAlways", report: act("next") },
  { shown: "Alt ↑", what: "previousAlways", report: act("previous") },
  { shown: "Enter", what: "open", report: null },
  { shown: "Shift F10", what: "menu", report: null },
  { shown: "r", what: "answer", report: act("answer") },
  { shown: "e", what: "close", report: act("close_or_reopen") },
  { shown: "a", what: "handOver", report: act("hand_over") },
  { shown: "s", what: "snooze", report: act("snooze") },
  { shown: "l", what: "labels", report: act("labels") },
  {
    shown: "n",
    what: "start",
    report: { name: "dialog-open", detail: { dialog: "start" } },
  },
  {
    shown: "f",
    what: "filters",
    report: { name: "panel-open", detail: { panel: "filters" } },
  },
  {
    shown: "t",
    what: "team",
    report: { name: "team-toggle", detail: undefined },
    isSupervisors: true,
  },
  { shown: "Esc", what: "leave", report: act("leave") },
];

const ARROWS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
};

/** What a key does where it was pressed; `null`: it is not the page's. */
export function keyReport(pressed: Pressed, place: KeyPlace): Report | null {
  const shown = shownKey(pressed);
  const binding = BINDINGS.find((one) => one.shown === shown);
  if (!binding?.report) return null;
  if (place.isCovered && shown !== "Ctrl K") return null;
  if (binding.isSupervisors && !place.isSupervisor) return null;
  const isSingle = shown.length === 1;
  if (isSingle && (place.isTyping || !place.hasOneKey)) return null;
  return binding.report;
}

function shownKey({ key, ctrl, alt }: Pressed): string {
  if (ctrl) return alt ? "" : `Ctrl ${key.toUpperCase()}`;
  if (alt) return `Alt ${ARROWS[key] ?? key}`;
  if (key === "Escape") return "Esc";
  return key.length === 1 ? key.toLowerCase() : key;
}
