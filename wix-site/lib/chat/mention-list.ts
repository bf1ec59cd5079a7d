import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import "./designed-state.ts";
import type { MentionOfMe } from "./list_answers.ts";
import { momentWords } from "./moment_words.ts";
import { report } from "./reports.ts";
import { shellWords } from "./shell_texts.ts";
import { texts } from "./texts.ts";

/** The notes that mention the agent, the newest first; a press opens the conversation. */
@customElement("mention-list")
export class MentionList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ul {
        display: grid;
        gap: var(--s2);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      button {
        display: grid;
        gap: 0.125rem;
        width: 100%;
        padding: var(--s3);
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: none;
        text-align: start;
      }

      button:hover {
        background: var(--hover);
      }

      .new {
        border-color: var(--brand);
        background: var(--brand-soft);
      }

      small {
        color: var(--ink-soft);
        font-size: var(--t-note);
      }

      span {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false })
  accessor mentions: readonly MentionOfMe[] = [];
  @property({ type: Number })
  accessor now = 0;

  override render() {
    const words = shellWords().mentions;
    if (this.mentions.length === 0) {
      return html`
        <designed-state mark="at" size="small" heading=${words.none}
          words=${words.noneHint}></designed-state>
      `;
    }
    return html`
      <ul>${this.mentions.map((one) =>
        html`
          <li><button class=${one.leida ? "" : "new"} @click=${() =>
            this.#open(one)}>
            <strong dir="auto">${words.by(one.por, nameOf(one))}</strong>
            <span dir="auto">${one.texto}</span>
            <small>${momentWords(one.fecha, this.now)}</small></button></li>
        `
      )}</ul>
    `;
  }

  #open({ conversation_id: id }: MentionOfMe) {
    report(this, "panel-close");
    report(this, "conversation-open", { id });
  }
}

function nameOf({ nombre }: MentionOfMe): string {
  return nombre.trim() || texts().list.noName;
}
