import { html, nothing, type TemplateResult } from "lit";
import type { InboxColumns } from "./inbox-columns.ts";
import { listWords } from "./list_texts.ts";
import { rowName } from "./row_words.ts";
import { shellWords } from "./shell_texts.ts";
import { texts } from "./texts.ts";

/** What lies over the page: a sheet, the command bar. Their elements are loaded by then. */
export function overThePage(page: InboxColumns): TemplateResult {
  return html`${actDialog(page)} ${sheet(page)} ${commandBar(page)}`;
}

function sheet(page: InboxColumns) {
  if (page.panelName === null) return nothing;
  const titles = {
    filters: listWords().filters,
    settings: shellWords().settings,
    keys: shellWords().keys,
    mentions: shellWords().mentions.title,
  };
  return html`
    <side-panel .heading=${titles[page.panelName]}>${content(page)}</side-panel>
  `;
}

function content({ panelName, chatState, settings, now }: InboxColumns) {
  const { inbox, team, supervision, me, muted } = chatState;
  const isSupervisor = me?.role === "supervisor";
  if (panelName === "filters") {
    return html`
      <filter-menu .view=${inbox.view} .team=${team} .lines=${supervision.lines}
        .supervisor=${isSupervisor}></filter-menu>
    `;
  }
  if (panelName === "mentions") {
    return html`
      <mention-list .mentions=${chatState.mentions} .now=${now}></mention-list>
    `;
  }
  if (panelName === "keys") {
    return html`<keys-help .supervisor=${isSupervisor}></keys-help>`;
  }
  const names = [...muted].map((id) => {
    const row = inbox.rows.get(id);
    return { id, name: row ? rowName(row) : texts().list.noName };
  });
  return html`
    <settings-menu .settings=${settings} .muted=${names}
      .supervisor=${isSupervisor}></settings-menu>
  `;
}

function commandBar({ commanding, chatState, now }: InboxColumns) {
  if (!commanding) return nothing;
  const { inbox, openId, me } = chatState;
  const from = {
    rows: inbox.rows,
    open: inbox.rows.get(openId ?? "") ?? null,
    isSupervisor: me?.role === "supervisor",
    now,
  };
  return html`<command-bar .from=${from}></command-bar>`;
}

/** What can be done with a row, beside it. */
export function rowMenu({ rowMenu: menu, chatState, now }: InboxColumns) {
  const row = menu && chatState.inbox.rows.get(menu.id);
  if (!menu || !row) return nothing;
  return html`
    <row-menu .row=${row} .at=${menu} .now=${now}
      .muted=${chatState.muted.has(row.id)}></row-menu>
  `;
}

/** What asks for a word before something is done. */
function actDialog(page: InboxColumns) {
  const { inbox, openId, team, me } = page.chatState;
  if (!page.dialog) return nothing;
  return html`
    <act-dialog .name=${page.dialog} .team=${team} .now=${page.now}
      .row=${inbox.rows.get(page.dialogFor ?? openId ?? "") ?? null}
      .preset=${page.preset}
      .lines=${[...new Set(page.rows.map(({ linea }) => linea))]}
      .problem=${page.chatState.toast} .number=${page
        .dialogNumber} .decisions=${page.decisions}
      .supervisor=${me?.role === "supervisor"}></act-dialog>
  `;
}
