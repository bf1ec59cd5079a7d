import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ThreadEvent } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import { receivedText, receivedTextStyles } from "./received_text.ts";
import { threadWords } from "./thread_texts.ts";
import { clockTime } from "./times.ts";

/** An internal note between the messages: plainly no message, and never the customer's to see. */
@customElement("team-note")
export class TeamNote extends LitElement {
  static override styles = [
    baseStyles,
    receivedTextStyles,
    css`
      :host {
        display: flex;
        justify-content: flex-end;
        padding-top: var(--s3);
        --deep: color-mix(in srgb, var(--warning) 14%, transparent);
      }

      .note {
        max-width: min(82%, 34rem);
        min-width: 12rem;
        padding: var(--s2) var(--s3);
        border: 1px dashed color-mix(in srgb, var(--warning) 55%, transparent);
        border-radius: var(--round);
        background: var(--warning-soft);
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--s1);
        margin-bottom: 0.125rem;
        font-size: var(--t-small);
        color: var(--warning);
      }

      header .icon {
        width: 0.9375rem;
        height: 0.9375rem;
      }

      footer {
        display: flex;
        justify-content: space-between;
        gap: var(--s3);
        margin-top: 0.125rem;
        font-size: 0.6875rem;
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false })
  accessor note!: ThreadEvent;

  override render() {
    const { note } = this;
    const words = threadWords();
    return html`
      <article class="note" aria-label=${words.noteTitle}>
        <header>${icon("note")}<b>${words.noteTitle}</b> · ${words
          .noteHint}</header>
        ${receivedText(note.texto ?? "")}
        <footer>
          <span dir="auto">${note.por ?? words.someone}</span>
          <time class="numbers" datetime=${note.fecha}>${clockTime(
            note.fecha,
          )}</time>
        </footer>
      </article>
    `;
  }
}
