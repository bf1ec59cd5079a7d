import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ActRow } from "./acts_answers.ts";
import type { ConversationAct } from "./acts_client.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { icon, type IconName } from "./icons.ts";
import { comingWords } from "./coming_words.ts";
import { report } from "./reports.ts";
import { standingOf } from "./row_acts.ts";

/** What stands between a conversation and an ordinary answer, with the one act that changes it. */
@customElement("standing-bar")
export class StandingBar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--s2) var(--s3);
        padding: var(--s2) var(--s4);
        border-top: 1px solid var(--line);
        background: var(--panel);
        font-size: var(--t-note);
      }

      .bar.strong {
        background: var(--brand-soft);
      }

      .bar > .icon {
        color: var(--brand-strong);
      }

      p {
        flex: 1 1 12rem;
        min-width: 0;
        margin: 0;
        overflow-wrap: anywhere;
      }

      q,
      small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--t-note);
      }

      .choices {
        display: flex;
        gap: var(--s2);
      }

      .action {
        min-height: 2.25rem;
        padding: var(--s1) var(--s4);
        font-size: var(--t-note);
      }
    `,
  ];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ type: Boolean })
  accessor supervisor = false;
  @property({ type: Number })
  accessor now = 0;

  override render() {
    const { row, supervisor: isSupervisor, now } = this;
    const words = actsWords();
    const { bar } = words;
    switch (standingOf(row, { isSupervisor, now })) {
      case "given":
        return this.#bar("handOver", bar.given(row.traspaso!.de), {
          isStrong: true,
          quoted: row.traspaso!.nota,
          acts: html`
            <button class="action" @click=${this.#does({
              kind: "accept",
            })}>${bar
              .accept}</button>
            <button class="action quiet" @click=${this.#giveBack}>${bar
              .giveBack}</button>
          `,
        });
      case "given_away": {
        const { de, nota } = row.traspaso!;
        const sentence = bar.givenTo(de, row.agente ?? "");
        return this.#bar("handOver", sentence, { quoted: nota });
      }
      case "bot":
        return this.#bar("bot", bar.bot, {
          isStrong: true,
          acts: this.#button(bar.take, { kind: "take_from_bot" }),
        });
      case "closed":
        return this.#bar("done", bar.closed, {
          hint: bar.closedHint,
          acts: this.#button(words.reopen, { kind: "reopen" }),
        });
      case "snoozed": {
        const until = comingWords(row.pospuesta_hasta!, now);
        return this.#bar("clock", bar.snoozed(until), {
          acts: this.#button(words.wake, { kind: "snooze", until: null }),
        });
      }
      case "nobody":
        return isSupervisor
          ? this.#bar("contact", bar.nobody, {
            acts:
              html`<button class="action" @click=${this.#assign}>${bar.assign}</button>`,
          })
          : nothing;
      case "others":
        return this.#bar("contact", bar.others(row.agente ?? ""), {
          hint: bar.othersHint,
        });
      case "mine":
        return nothing;
    }
  }

  #bar(
    mark: IconName,
    sentence: string,
    { isStrong = false, quoted = null, hint = null, acts }: {
      isStrong?: boolean;
      quoted?: string | null;
      hint?: string | null;
      acts?: TemplateResult;
    },
  ) {
    return html`
      <div class="bar ${isStrong ? "strong" : ""}" role="status">
        ${icon(mark)}
        <p><b dir="auto">${sentence}</b>
          ${quoted ? html`<q dir="auto">${quoted}</q>` : nothing}
          ${hint ? html`<small>${hint}</small>` : nothing}</p>
        ${acts ? html`<div class="choices">${acts}</div>` : nothing}
      </div>
    `;
  }

  #button(word: string, act: ConversationAct) {
    return html`<button class="action quiet" @click=${
      this.#does(act)
    }>${word}</button>`;
  }

  #does(act: ConversationAct) {
    return () => report(this, "act", { act });
  }

  #giveBack() {
    report(this, "dialog-open", { dialog: "give_back" });
  }

  #assign() {
    report(this, "dialog-open", { dialog: "hand_over" });
  }
}
