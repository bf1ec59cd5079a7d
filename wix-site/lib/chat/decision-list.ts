import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Decision } from "./acts_answers.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import { decisionWords } from "./decision_words.ts";
import { momentWords } from "./moment_words.ts";
import { report } from "./reports.ts";
import type { TeamState } from "./team_state.ts";

/** Why each person got the conversation, newest first. */
@customElement("decision-list")
export class DecisionList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ol {
        display: grid;
        gap: var(--s4);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        padding-inline-start: var(--s3);
        border-inline-start: 0.1875rem solid var(--line);
      }

      li:first-child {
        border-color: var(--brand);
      }

      p {
        margin: 0;
        text-wrap: pretty;
      }

      time,
      small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--t-note);
      }
    `,
  ];

  @property({ attribute: false })
  accessor decisions: readonly Decision[] | null = null;
  @property({ attribute: false })
  accessor team!: TeamState;
  @property({ type: Number })
  accessor now = 0;

  override connectedCallback() {
    super.connectedCallback();
    report(this, "team-need", { what: "agents" });
  }

  override render() {
    const words = actsWords();
    const { agents } = this.team;
    if (this.decisions === null || agents === null) {
      return html`<p role="status">${words.loading}</p>`;
    }
    if (this.decisions.length === 0) {
      return html`<p>${dialogWords().why.nothing}</p>`;
    }
    return html`
      <ol>
        ${this.decisions.toReversed().map((decision) => {
          const { sentence, further } = decisionWords(decision, agents);
          return html`
            <li><time class="numbers" datetime=${decision.fecha}>${momentWords(
              decision.fecha,
              this.now,
            )}</time>
              <p dir="auto">${sentence}</p>
              ${further.map((line) => html`<small dir="auto">${line}</small>`)}
            </li>
          `;
        })}
      </ol>
    `;
  }
}
