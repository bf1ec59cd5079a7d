import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { ActRow, Decision } from "./acts_answers.ts";
import type { DialogName } from "./act_reports.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import "./decision-list.ts";
import "./erase-form.ts";
import "./farewell-form.ts";
import "./hand-over-form.ts";
import { icon } from "./icons.ts";
import "./labels-form.ts";
import "./lines-form.ts";
import { linesWords } from "./lines_texts.ts";
import "./quick-replies-form.ts";
import { report } from "./reports.ts";
import "./return-form.ts";
import "./snooze-form.ts";
import "./start-form.ts";
import type { TeamState } from "./team_state.ts";

/** What a dialog begins with. Of a hand-over that is whom, not the note. */
const FIRST =
  "input:not([disabled]), button.choice, button.begins, form:not(:has(fieldset)) textarea";

/** One act that needs a word first, over the page. Reports `dialog-close` when it is done with, however. */
@customElement("act-dialog")
export class ActDialog extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dialog {
        width: min(28rem, calc(100vw - 2rem));
        max-height: min(40rem, calc(100dvh - 2rem));
        padding: 0;
        border: 0;
        border-radius: var(--round-big);
        background: var(--paper);
        color: var(--ink);
        box-shadow: var(--shadow-2);
        overflow: hidden;
      }

      dialog.lines {
        width: min(40rem, calc(100vw - 2rem));
      }

      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        animation: rise var(--calm) var(--ease);
      }

      dialog::backdrop {
        background: rgb(8 20 15 / 45%);
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--s2);
        padding: var(--s3) var(--s3) var(--s1) var(--s5);
      }

      h2 {
        flex: 1;
        margin: 0;
        font-size: 1.125rem;
        font-weight: 650;
      }

      .body {
        padding: var(--s2) var(--s5) var(--s5);
        overflow-y: auto;
        overscroll-behavior: contain;
      }

      .problem {
        margin: var(--s3) 0 0;
        color: var(--danger);
        font-size: var(--t-note);
        font-weight: 600;
      }

      .problem:empty {
        display: none;
      }

      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(0.5rem);
        }
      }
    `,
  ];

  @property()
  accessor name: DialogName = "hand_over";
  /** The conversation; `null` where none is open. */
  @property({ attribute: false })
  accessor row: ActRow | null = null;
  /** Who is chosen to begin with. */
  @property({ attribute: false })
  accessor preset: number | null = null;
  @property({ attribute: false })
  accessor team!: TeamState;
  @property({ attribute: false })
  accessor decisions: readonly Decision[] | null = null;
  /** Whom a new conversation is to be with. */
  @property()
  accessor number = "";
  /** The lines that are known, E.164. */
  @property({ attribute: false })
  accessor lines: readonly string[] = [];
  /** What went wrong meanwhile: the page's own sentence lies behind the dialog. */
  @property()
  accessor problem: string | null = null;
  @property({ type: Boolean })
  accessor supervisor = false;
  @property({ type: Number })
  accessor now = 0;
  @query("dialog")
  accessor dialog!: HTMLDialogElement;

  #hasBegun = false;
  /** What was said before it opened doesn't concern it. */
  #before: string | null = null;

  override willUpdate() {
    if (!this.hasUpdated) this.#before = this.problem;
    if (this.problem === null) this.#before = null;
  }

  override firstUpdated() {
    this.dialog.showModal();
  }

  override updated() {
    void this.#begin();
  }

  override render() {
    const words = actsWords();
    return html`
      <dialog class=${this.name} aria-label=${titles()[this.name]} @close=${this
        .#closed}
        @click=${this.#outside}>
        <header>
          <h2>${titles()[this.name]}</h2>
          <button class="round" aria-label=${words.cancel}
            @click=${this
              .#close}>${icon("close")}</button>
        </header>
        <div class="body" @dialog-close=${this.#formDone}>${this.#form()}
          <p class="problem" role="alert">${this.problem === this.#before
            ? nothing
            : this.problem}</p></div>
      </dialog>
    `;
  }

  #form(): TemplateResult {
    const { row, team, now, supervisor } = this;
    switch (this.name) {
      case "hand_over":
        return html`
          <hand-over-form .row=${row} .team=${team}
            .chosen=${this.preset}></hand-over-form>
        `;
      case "give_back":
        return html`<return-form></return-form>`;
      case "snooze":
        return html`<snooze-form .now=${now}></snooze-form>`;
      case "labels":
        return html`<labels-form .row=${row} .team=${team}></labels-form>`;
      case "farewell":
        return html`<farewell-form .row=${row} .now=${now}></farewell-form>`;
      case "why":
        return html`
          <decision-list .decisions=${this.decisions}
            .team=${team} .now=${now}></decision-list>
        `;
      case "start":
        return html`<start-form .lines=${this.lines} .typed=${this.number}></start-form>`;
      case "replies":
        return html`
          <quick-replies-form .team=${team}
            .supervisor=${supervisor}></quick-replies-form>
        `;
      case "erase":
        return html`<erase-form .row=${row}></erase-form>`;
      case "lines":
        return html`<lines-form></lines-form>`;
    }
  }

  /** Begins where there is something to choose or to write, as soon as that is there. */
  async #begin() {
    const form = this.renderRoot.querySelector<LitElement>(".body > *");
    await form?.updateComplete;
    const first = form?.renderRoot.querySelector<HTMLElement>(FIRST);
    if (!first || this.#hasBegun) return;
    this.#hasBegun = true;
    first.focus();
  }

  #formDone = (event: Event) => {
    event.stopPropagation();
    this.#close();
  };

  #outside(event: Event) {
    if (event.target === this.dialog) this.#close();
  }

  #close() {
    this.dialog.close();
  }

  #closed() {
    report(this, "dialog-close");
  }
}

function titles(): Readonly<Record<DialogName, string>> {
  const words = actsWords();
  return {
    hand_over: dialogWords().handOver.title,
    give_back: words.bar.giveBack,
    snooze: dialogWords().snooze.title,
    labels: dialogWords().labels.title,
    farewell: dialogWords().farewell.title,
    why: dialogWords().why.title,
    start: dialogWords().start.title,
    replies: dialogWords().replies.title,
    erase: dialogWords().erase.title,
    lines: linesWords().title,
  };
}
