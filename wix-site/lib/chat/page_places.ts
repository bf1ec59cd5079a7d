import { html, type TemplateResult } from "lit";
import { actsWords } from "./acts_texts.ts";
import "./designed-state.ts";
import type { InboxColumns } from "./inbox-columns.ts";
import { report } from "./reports.ts";
import { texts } from "./texts.ts";

/** Where the contact's data would stand, had their part come. */
export function noPanel(page: InboxColumns): TemplateResult {
  return html`
    <designed-state mark="cloud" tone="warning" size="small"
      heading=${texts().contact.title} words=${actsWords().failed}>
      <button class="action quiet" @click=${() =>
        void page.bringLater()}>${texts().retry}</button>
    </designed-state>
  `;
}

/** Where a conversation stood that is somebody else's by now. */
export function lost(page: InboxColumns): TemplateResult {
  const words = texts().thread;
  return html`
    <designed-state mark="forward" heading=${words.lostTitle} words=${words
      .lost}>
      <button class="action" @click=${() =>
        report(page.list, "conversation-close")}>${words.toList}</button>
    </designed-state>
  `;
}

/** Where a conversation will stand. */
export function noneChosen(): TemplateResult {
  const words = texts().thread;
  return html`
    <designed-state mark="product" heading=${words.noneTitle}
      words=${words.none}></designed-state>
  `;
}
