import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import "./acts-menu.ts";
import type { ActRow, Present } from "./acts_answers.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import "./person-avatar.ts";
import { prettyNumber } from "./phones.ts";
import { presenceLine } from "./presence_line.ts";
import { report } from "./reports.ts";
import { rowName, windowLeft } from "./row_words.ts";
import { texts } from "./texts.ts";

/** The head of a thread: who it is, how long one may still answer, and the way back. */
@customElement("thread-header")
export class ThreadHeader extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--s3);
        flex: none;
        min-height: var(--bar);
        padding: 0 var(--s3) 0 var(--s4);
        background: var(--paper);
        border-bottom: 1px solid var(--line);
        --avatar: 2.625rem;
      }

      .who {
        flex: 1;
        min-width: 0;
        line-height: 1.25;
      }

      h2,
      p {
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      h2 {
        font-size: var(--t-name);
        font-weight: 650;
        letter-spacing: -0.008em;
      }

      p {
        color: var(--ink-soft);
        font-size: var(--t-note);
      }

      p .warn {
        color: var(--warning);
        font-weight: 600;
      }

      p .present {
        color: var(--brand-strong);
        font-weight: 600;
      }

      .wide {
        display: var(--wide, none);
      }

      .back {
        margin-inline-start: calc(-1 * var(--s2));
        display: var(--back, none);
      }

      .toggle {
        display: var(--toggle, inline-grid);
      }
    `,
  ];

  @property({ attribute: false })
  accessor row!: ActRow;
  /** Who else is at it. */
  @property({ attribute: false })
  accessor present: readonly Present[] = [];
  @property({ type: Boolean })
  accessor supervisor = false;
  @property({ type: Boolean })
  accessor panel = false;
  @property({ type: Number })
  accessor now = 0;

  override render() {
    const { row } = this;
    const words = texts();
    return html`
      <button class="round back" aria-label=${words.back} @click=${this.#back}>
        ${icon("back")}</button>
      <person-avatar .name=${row.nombre} .picture=${row
        .profile_picture}></person-avatar>
      <div class="who">
        <h2 dir="auto">${rowName(row)}</h2>
        <p class="numbers">${this.#facts()}</p>
      </div>
      ${this.#acts()}
      <button class="round toggle" title=${words.thread.info} aria-label=${words
        .thread.info}
        aria-pressed=${this.panel ? "true" : "false"} @click=${this.#toggle}>
        ${icon("info")}</button>
    `;
  }

  #acts() {
    const { row } = this;
    const words = actsWords();
    return html`
      <button class="round wide" title=${words.handOver} aria-label=${words
        .handOver}
        @click=${this.#handOver}>${icon("handOver")}</button>
      ${row.estado === "closed" ? nothing : html`
        <button class="round wide" title=${words.close} aria-label=${words
          .close}
          @click=${this.#closeIt}>${icon("done")}</button>
      `}
      <acts-menu .row=${row} .supervisor=${this.supervisor}
        .now=${this.now}
        @compose-note=${() =>
          this.dispatchEvent(new CustomEvent("compose-note"))}></acts-menu>
    `;
  }

  #facts() {
    const { row } = this;
    if (this.present.length > 0) return presenceLine(this.present);
    const words = texts();
    const left = windowLeft(row.window_expires_at, this.now);
    // The window first: it is what is cut off last where there is little room.
    return html`${
      left
        ? words.thread.windowLeft(left)
        : html`<span class="warn">${words.list.windowClosed}</span>`
    }${
      row.numero && row.nombre.trim()
        ? html`
          · ${prettyNumber(row.numero)}
        `
        : nothing
    }`;
  }

  #handOver() {
    report(this, "dialog-open", { dialog: "hand_over" });
  }

  #closeIt() {
    report(this, "act", {
      act: { kind: "close" },
      done: actsWords().done.close,
    });
  }

  #back() {
    report(this, "conversation-close");
  }

  #toggle() {
    report(this, "panel-toggle");
  }
}
