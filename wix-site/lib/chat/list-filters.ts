import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Label } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import { pillsOf, setFilters } from "./list_pills.ts";
import { listWords } from "./list_texts.ts";
import { FIRST_VIEW, type ListView } from "./list_view.ts";
import { report } from "./reports.ts";

/** Which conversations are listed: the usual views as pills, and behind a button everything else. */
@customElement("list-filters")
export class ListFilters extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        flex: none;
        padding-inline: var(--s3) var(--s2);
        margin-bottom: var(--s1);
      }

      .pills {
        flex: 1;
        min-width: 0;
        display: flex;
        gap: var(--s2);
        padding: var(--s1);
        overflow-x: auto;
        scrollbar-width: none;
      }

      .pill {
        display: inline-flex;
        align-items: center;
        gap: var(--s1);
        flex: none;
        min-height: 2rem;
        padding: 0 var(--s3);
        border: 1px solid var(--line);
        border-radius: 999px;
        background: none;
        color: var(--ink-soft);
        font-size: var(--t-note);
        font-weight: 550;
        white-space: nowrap;
        transition: background var(--quick) var(--ease);
      }

      .pill:hover {
        background: var(--hover);
      }

      .pill[aria-pressed="true"] {
        border-color: transparent;
        background: var(--brand-soft);
        color: var(--brand-strong);
      }

      .pill .icon {
        width: 0.875rem;
        height: 0.875rem;
      }

      .all {
        position: relative;
      }

      .all .icon {
        width: 1.25rem;
        height: 1.25rem;
      }

      .all i {
        position: absolute;
        inset-block-start: 0.375rem;
        inset-inline-end: 0.375rem;
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: var(--brand);
      }
    `,
  ];

  @property({ attribute: false })
  accessor view: ListView = FIRST_VIEW;
  @property({ attribute: false })
  accessor labels: readonly Label[] | null = null;
  @property({ type: Boolean })
  accessor supervisor = false;

  override render() {
    const { view, labels, supervisor: isSupervisor } = this;
    const words = listWords();
    const set = setFilters(view, { isSupervisor, labels });
    const name = set.length > 0 ? words.filtersOf(set.length) : words.filters;
    return html`
      <div class="pills" role="group" aria-label=${words.filters}>
        ${pillsOf(view, isSupervisor).map(({ word, isOn, part }) =>
          html`
            <button class="pill" aria-pressed=${isOn ? "true" : "false"}
              @click=${() => report(this, "list-view", part)}>${word}</button>
          `
        )} ${set.map(({ word, part }) =>
          html`
            <button class="pill" aria-pressed="true" aria-label=${words.remove(
              word,
            )}
              @click=${() => report(this, "list-view", part)}>
              <span dir="auto">${word}</span>${icon("close")}</button>
          `
        )}
      </div>
      <button class="round all" aria-label=${name} title=${name}
        aria-haspopup="dialog" @click=${() =>
          report(this, "panel-open", { panel: "filters" })}>
        ${icon("filter")}${set.length > 0 ? html`<i></i>` : ""}</button>
    `;
  }
}
