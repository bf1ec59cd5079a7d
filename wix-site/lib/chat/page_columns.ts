import { html, nothing, type TemplateResult } from "lit";
import "./conversation-list.ts";
import type { InboxColumns } from "./inbox-columns.ts";
import "./list-filters.ts";
import "./list-header.ts";
import { unreadMentions } from "./load_mentions.ts";
import { shellWords } from "./shell_texts.ts";
import { texts } from "./texts.ts";

/** The list, with its head, its filters and a supervisor's meter. */
export function listColumn(page: InboxColumns): TemplateResult {
  const { inbox, search, openId, queue, me, health, team, present, muted } =
    page.chatState;
  const isSupervisor = me?.role === "supervisor";
  return html`
    <nav class="list" aria-label=${texts().list.title}>
      <list-header .me=${me} .refreshing=${page.refreshing}
          .searched=${search?.query ?? null}
        .team=${page.isTeamShown}
          .mentions=${unreadMentions(page.chatState.mentions)}></list-header>
      ${search ? nothing : html`
        <list-filters .view=${inbox.view} .labels=${team.labels}
          .supervisor=${isSupervisor}></list-filters>
      `} ${isSupervisor
        ? html`
          <health-meter .health=${health} .rows=${inbox.rows}
            .now=${page.now}></health-meter>
        `
        : nothing}
      <conversation-list .rows=${page.rows} .load=${(search ?? inbox).load}
        .more=${(search ?? inbox).hasMore} .search=${search}
        .view=${inbox.view} .openId=${openId} .queue=${queue}
        .drafts=${page.running.drafts.all} .present=${present}
        .labels=${team.labels} .muted=${muted} .now=${page.now}
        .supervisor=${isSupervisor}></conversation-list>
    </nav>
  `;
}

/** The team, where a conversation would stand. */
export function teamColumn(page: InboxColumns): TemplateResult {
  const { team, supervision } = page.chatState;
  return html`
    <section class="thread" aria-label=${shellWords().team}>
      <team-board .agents=${team.agents} .supervision=${supervision}
        .dropping=${page.dragged !== null} .now=${page.now}></team-board>
    </section>
  `;
}
