import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import type { Suggestion } from "./composer_suggestions.ts";
import { composerWords } from "./composer_texts.ts";

/** What may be put in, over the field that asked. The field keeps the focus and says which one is active. Reports `choose` with its place. */
@customElement("suggestion-list")
export class SuggestionList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ul {
        position: absolute;
        inset-inline: var(--s3);
        bottom: 100%;
        z-index: 4;
        max-height: min(20rem, 45vh);
        margin: 0 0 var(--s1);
        padding: var(--s1) 0;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--paper);
        box-shadow: var(--shadow-2);
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--s3);
        padding: var(--s2) var(--s4);
        cursor: pointer;
      }

      li[aria-selected="true"] {
        background: var(--chosen);
      }

      small {
        grid-column: 1 / -1;
        color: var(--ink-soft);
        font-size: var(--t-note);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      i {
        color: var(--ink-soft);
        font-size: var(--t-small);
        font-style: normal;
      }
    `,
  ];

  @property({ attribute: false })
  accessor suggestions: readonly Suggestion[] = [];
  @property({ type: Number })
  accessor active = 0;

  override render() {
    if (this.suggestions.length === 0) return nothing;
    const words = composerWords();
    return html`
      <span class="only-read" role="status">${words.suggested(
        this.suggestions.length,
      )}. ${this.suggestions[this.active]?.title ?? ""}</span>
      <ul role="listbox" aria-label=${words.suggestions}>
        ${this.suggestions.map(({ title, hint, mark }, at) =>
          html`
            <li role="option" aria-selected=${at === this.active
              ? "true"
              : "false"}
              @mousedown=${(event: Event) => this.#choose(event, at)}>
              <b dir="auto">${title}</b>${mark ? html`<i>${mark}</i>` : nothing}
              ${hint ? html`<small dir="auto">${hint}</small>` : nothing}
            </li>
          `
        )}
      </ul>
    `;
  }

  override updated() {
    this.renderRoot.querySelector("[aria-selected=true]")
      ?.scrollIntoView({ block: "nearest" });
  }

  /** On the press, before the field loses its focus. */
  #choose(event: Event, at: number) {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("choose", { detail: at }));
  }
}
