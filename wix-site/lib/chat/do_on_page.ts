import type { ActRow } from "./acts_answers.ts";
import { actsWords } from "./acts_texts.ts";
import { doAct } from "./do_acts.ts";
import type { InboxColumns } from "./inbox-columns.ts";
import { openThread } from "./load_thread.ts";
import { report } from "./reports.ts";
import type { PageAct } from "./shell_reports.ts";

/** Does what a key or a command asked for; without an open conversation only walking does something. */
export function doOnPage(page: InboxColumns, what: PageAct): unknown {
  if (what === "next") return page.list.step(1);
  if (what === "previous") return page.list.step(-1);
  const { chat } = page.running;
  const { inbox, openId } = chat.read();
  const row = inbox.rows.get(openId ?? "");
  if (what === "leave") return leave(page);
  if (!row) return;
  switch (what) {
    case "answer":
      return page.conversation?.focus();
    case "contact":
      return page.togglePanel();
    case "pin":
      return doAct(chat, row.id, { act: { kind: "pin", pinned: !row.fijada } });
    case "close_or_reopen":
      return closeOrReopen(page, row);
    case "hand_over":
    case "snooze":
    case "labels":
      return report(page.list, "row-dialog", { id: row.id, dialog: what });
  }
}

function closeOrReopen(page: InboxColumns, { id, estado }: ActRow) {
  const { chat } = page.running;
  if (estado === "closed") return doAct(chat, id, { act: { kind: "reopen" } });
  const done = actsWords().done.close;
  return doAct(chat, id, { act: { kind: "close" }, done });
}

function leave(page: InboxColumns) {
  const { chat } = page.running;
  if (page.isTeamShown) return page.toggleTeam();
  if (chat.read().openId === null) return;
  void openThread(chat, null);
  page.updateComplete.then(() => page.list.focus());
}
