import type { ActRow } from "./acts_answers.ts";
import { actsWords } from "./acts_texts.ts";
import { type LanguageName, LANGUAGES } from "./choose_language.ts";
import { THEMES } from "./device_settings.ts";
import { fuzzyScore } from "./fuzzy.ts";
import type { IconName } from "./icons.ts";
import { BINDINGS } from "./key_bindings.ts";
import { sorted } from "./list_order.ts";
import { linesWords } from "./lines_texts.ts";
import { listWords } from "./list_texts.ts";
import { FIRST_VIEW, type ListView } from "./list_view.ts";
import { prettyNumber } from "./phones.ts";
import type { Report } from "./reports.ts";
import { rowName } from "./row_words.ts";
import { type ShellWords, shellWords } from "./shell_texts.ts";
import { texts } from "./texts.ts";

/** Something that the command bar finds and does. */
export interface Command {
  key: string;
  group: keyof ShellWords["commands"]["groups"];
  mark: IconName;
  word: string;
  /** A second name under which it is found, and what is shown beside it. */
  hint: string;
  report: Report;
}

/** What commands are made from. */
export interface CommandSources {
  rows: ReadonlyMap<string, ActRow>;
  open: ActRow | null;
  isSupervisor: boolean;
  now: number;
}

const MOST_ROWS = 6;
const MOST = 24;

/** What can be found and done for what was typed, the best of each kind first. */
export function commandsFor(typed: string, from: CommandSources): Command[] {
  const found = bestOf([
    ...ofOpen(from),
    ...ofPage(from),
    ...ofList(from),
    ...ofSettings(),
  ], typed);
  const rows = rowCommands(typed, from);
  return [...rows, ...found, ...inMessages(typed)].slice(0, MOST);
}

function rowCommands(typed: string, { rows, now }: CommandSources): Command[] {
  const commands = sorted(rows.values(), "newest", now).map((row) =>
    command("conversations", "speak", rowName(row), {
      key: row.id,
      hint: row.numero ? prettyNumber(row.numero) : "",
      report: { name: "conversation-open", detail: { id: row.id } },
    })
  );
  return bestOf(commands, typed).slice(0, MOST_ROWS);
}

function ofOpen({ open }: CommandSources): Command[] {
  if (!open) return [];
  const words = actsWords();
  const act = (
    what:
      | "answer"
      | "hand_over"
      | "snooze"
      | "labels"
      | "close_or_reopen"
      | "pin"
      | "contact",
    mark: IconName,
    word: string,
  ) =>
    command("actions", mark, word, {
      key: what,
      report: { name: "page-do", detail: { what } },
    });
  const isClosed = open.estado === "closed";
  return [
    act("answer", "reply", shellWords().keyNames.answer),
    act("hand_over", "handOver", words.handOver),
    act(
      "close_or_reopen",
      isClosed ? "refresh" : "done",
      isClosed ? words.reopen : words.close,
    ),
    act("snooze", "clock", words.snooze),
    act("labels", "label", words.labels),
    act("pin", "pinUp", open.fijada ? words.unpin : words.pin),
    act("contact", "info", texts().thread.info),
  ];
}

function ofPage({ isSupervisor }: CommandSources): Command[] {
  const words = shellWords();
  const page = (mark: IconName, word: string, report: Report) =>
    command("page", mark, word, { key: word, report });
  const commands = [
    page("plus", actsWords().start, {
      name: "dialog-open",
      detail: { dialog: "start" },
    }),
    page("bolt", actsWords().replies, {
      name: "dialog-open",
      detail: { dialog: "replies" },
    }),
    page("at", words.mentions.title, {
      name: "panel-open",
      detail: { panel: "mentions" },
    }),
    page("refresh", texts().list.refresh, {
      name: "list-refresh",
      detail: undefined,
    }),
    page("question", words.keys, {
      name: "panel-open",
      detail: { panel: "keys" },
    }),
  ];
  if (!isSupervisor) return commands;
  const team = { name: "team-toggle", detail: undefined } as const;
  const lines = { name: "dialog-open", detail: { dialog: "lines" } } as const;
  return [
    ...commands,
    page("team", words.team, team),
    page("settings", linesWords().title, lines),
  ];
}

function ofList({ isSupervisor }: CommandSources): Command[] {
  const words = listWords();
  const view = (word: string, part: Partial<ListView>) =>
    command("filters", "filter", word, {
      key: `view ${word}`,
      report: { name: "list-view", detail: part },
    });
  const { states, owners, orders } = words;
  return [
    view(words.unfilter, FIRST_VIEW),
    view(words.unread, { isUnread: true, state: "active" }),
    view(states.active, { state: "active" }),
    view(states.snoozed, { state: "snoozed", isUnread: false }),
    view(states.closed, { state: "closed", isUnread: false }),
    ...isSupervisor ? [view(owners.unassigned, { owner: "unassigned" })] : [],
    view(orders.newest, { order: "newest" }),
    view(orders.wait, { order: "wait" }),
    view(orders.window, { order: "window" }),
    command("filters", "filter", words.filters, {
      key: "filters",
      report: { name: "panel-open", detail: { panel: "filters" } },
    }),
  ];
}

function ofSettings(): Command[] {
  const words = shellWords();
  const names = Object.entries(LANGUAGES) as [LanguageName, string][];
  const setting = (word: string, hint: string, report: Report) =>
    command("settings", "settings", word, { key: `set ${word}`, hint, report });
  return [
    setting(words.settings, "", {
      name: "panel-open",
      detail: { panel: "settings" },
    }),
    ...THEMES.map((theme) =>
      setting(words.themes[theme], words.theme, {
        name: "settings-change",
        detail: { theme },
      })
    ),
    ...names.map(([language, name]) =>
      setting(name, words.language, {
        name: "settings-change",
        detail: { language },
      })
    ),
    setting(texts().list.leave, "", { name: "sign-out", detail: undefined }),
  ];
}

function inMessages(typed: string): Command[] {
  const query = typed.trim();
  if (query.length < 3) return [];
  return [
    command("filters", "search", shellWords().commands.inMessages(query), {
      key: "in-messages",
      report: { name: "list-search", detail: { query } },
    }),
  ];
}

function command(
  group: Command["group"],
  mark: IconName,
  word: string,
  { key, hint, report }: { key: string; hint?: string; report: Report },
): Command {
  const shortcut = BINDINGS.find((one) =>
    JSON.stringify(one.report) === JSON.stringify(report)
  );
  return {
    key,
    group,
    mark,
    word,
    hint: hint || shortcut?.shown || "",
    report,
  };
}

/** Those that answer to what was typed, the best first, groups together in the order given. */
function bestOf(commands: readonly Command[], typed: string): Command[] {
  const scored = commands.flatMap((one) => {
    const score = fuzzyScore(typed, `${one.word} ${one.hint}`);
    return score === null ? [] : [{ one, score }];
  });
  if (typed.trim() === "") return scored.map(({ one }) => one);
  const best = new Map<string, number>();
  for (const { one, score } of scored) {
    best.set(one.group, Math.max(best.get(one.group) ?? 0, score));
  }
  return scored.toSorted((a, b) =>
    best.get(b.one.group)! - best.get(a.one.group)! ||
    a.one.group.localeCompare(b.one.group) || b.score - a.score
  ).map(({ one }) => one);
}
