import { doAct } from "./do_acts.ts";
import { doOnPage } from "./do_on_page.ts";
import type { InboxColumns } from "./inbox-columns.ts";
import { viewInbox } from "./load_inbox.ts";
import { changeAgent, loadLines, loadTeam } from "./load_supervision.ts";
import { readMentions } from "./load_mentions.ts";
import { bring } from "./on_demand.ts";
import type { Answers } from "./reports.ts";
import type { ShellReports } from "./shell_reports.ts";

/** What the page does about the list, its sheets and the team. */
export function shellAnswers(
  page: InboxColumns,
): Omit<Pick<Answers, keyof ShellReports>, "settings-change"> {
  const chat = () => page.running.chat;

  async function openDialog(
    { id, dialog, agentId }: ShellReports["row-dialog"],
  ) {
    if (!await bring(chat(), "dialogs")) return;
    page.dialogFor = id;
    page.preset = agentId ?? null;
    page.dialog = dialog;
  }

  return {
    "list-view": (part) => viewInbox(chat(), part),
    "list-focus": () => page.list.focus(),
    "row-menu": async (menu) => {
      if (await bring(chat(), "shell")) page.rowMenu = menu;
    },
    "row-menu-close": () => page.rowMenu = null,
    "row-act": ({ id, ...act }) => doAct(chat(), id, act),
    "row-dialog": openDialog,
    "row-mute": ({ id }) => page.running.mute(id),
    "row-drag": async ({ id }) => {
      if (!await bring(chat(), "team")) return;
      page.dragged = id;
      await loadTeam(chat());
    },
    "row-drop": ({ agentId }) => {
      const id = page.dragged;
      page.dragged = null;
      if (id === null || agentId === null) return;
      return openDialog({ id, dialog: "hand_over", agentId });
    },
    "panel-open": async ({ panel }) => {
      if (!await bring(chat(), "shell")) return;
      page.panelName = panel;
      if (panel === "filters") await loadLines(chat());
    },
    "panel-close": () => page.panelName = null,
    "panel-closed": () => {
      if (page.panelName === "mentions") void readMentions(chat());
      page.panelName = null;
    },
    "commands-open": async () => {
      if (await bring(chat(), "shell")) page.commanding = true;
    },
    "commands-closed": () => page.commanding = false,
    "search-focus": () => page.header.focus(),
    "notice-try": () => page.running.news.rehearse(),
    "page-do": ({ what }) => doOnPage(page, what),
    "team-toggle": () => page.toggleTeam(),
    "agent-change": ({ id, change }) => changeAgent(chat(), id, change),
  };
}
