import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { markWords } from "./mark_words.ts";
import type { FoundMessage } from "./list_answers.ts";
import { rowTime } from "./row_words.ts";
import { texts } from "./texts.ts";

/** A message that has the words that were looked for. */
@customElement("message-found")
export class MessageFound extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        align-content: center;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.125rem;
        height: 4.625rem;
        padding: 0 var(--s4);
        cursor: pointer;
        border-bottom: 1px solid var(--line);
      }

      :host(:hover) {
        background: var(--hover);
      }

      :host(.focused) {
        outline: 2px solid var(--focus);
        outline-offset: -3px;
        border-radius: var(--round);
      }

      .first,
      p {
        min-width: 0;
      }

      .first {
        display: flex;
        align-items: baseline;
        gap: var(--s2);
      }

      strong {
        flex: 1;
        min-width: 0;
        font-weight: 550;
      }

      strong,
      p {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      time {
        color: var(--ink-faint);
        font-size: var(--t-small);
      }

      p {
        margin: 0;
        color: var(--ink-soft);
        font-size: 0.875rem;
      }

      mark {
        background: none;
        color: var(--brand-strong);
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false })
  accessor found!: FoundMessage;
  @property()
  accessor query = "";
  @property({ type: Number })
  accessor now = 0;

  override render() {
    const { found, query, now } = this;
    const name = found.nombre.trim() || texts().list.noName;
    return html`
      <div class="first">
        <strong dir="auto">${name}</strong>
        <time class="numbers" datetime=${found.fecha}>${rowTime(
          found.fecha,
          now,
        )}</time>
      </div>
      <p dir="auto">${markWords(found.fragmento, query).map((part) =>
        part.isFound ? html`<mark>${part.text}</mark>` : part.text
      )}</p>
    `;
  }
}
