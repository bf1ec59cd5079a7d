import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { bubbleStyles } from "./bubble_styles.ts";
import { deliveryTicks, tickStyles } from "./delivery_ticks.ts";
import { fileSize } from "./file_words.ts";
import { icon } from "./icons.ts";
import { mediaStyles } from "./media_styles.ts";
import { receivedText, receivedTextStyles } from "./received_text.ts";
import { report } from "./reports.ts";
import type { QueuedReply } from "./sending_queue.ts";
import { texts } from "./texts.ts";
import { clockTime } from "./times.ts";

/** A reply on its way: shown at once, before the companion has confirmed it. */
@customElement("queued-bubble")
export class QueuedBubble extends LitElement {
  static override styles = [
    baseStyles,
    tickStyles,
    receivedTextStyles,
    bubbleStyles,
    mediaStyles,
    css`
      .note {
        margin: 0.1875rem 0.25rem 0;
        font-size: var(--t-small);
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false })
  accessor reply!: QueuedReply;
  @property({ type: Boolean })
  accessor joined = false;
  @property({ type: Boolean })
  accessor offline = false;

  override willUpdate() {
    this.classList.add("out");
    this.classList.toggle("joined", this.joined);
  }

  override render() {
    const { reply } = this;
    const isRefused = reply.state === "refused";
    return html`
      <div class="bubble">
        ${this.#file()} ${reply.body ? receivedText(reply.body) : nothing}
        <span class="meta">
          <time class="numbers">${clockTime(reply.createdAt)}</time>
          ${deliveryTicks(isRefused ? "failed" : "pending")}
        </span>
      </div>
      ${isRefused ? this.#refusal() : this.#note()}
    `;
  }

  #file() {
    const { file, preview } = this.reply;
    if (!file) return nothing;
    if (preview) {
      return html`<div class="picture"><img src=${preview} alt=${file.name}></div>`;
    }
    return html`
      <div class="card"><span class="mark">${icon("file")}</span>
        <span class="facts"><b dir="auto">${file.name}</b>
          <small class="numbers">${fileSize(file.size)}</small></span></div>
    `;
  }

  #note() {
    const words = texts().status;
    const { state, progress, sentence } = this.reply;
    if (state === "uploading" && !this.offline) {
      return html`<div class="note numbers">${
        words.uploading(Math.round(progress * 100))
      }</div>`;
    }
    if (this.offline && state !== "accepted") {
      return html`<div class="note">${words.offline}</div>`;
    }
    return state === "waiting" && sentence
      ? html`<div class="note">${sentence} ${words.trying}</div>`
      : nothing;
  }

  #refusal() {
    const words = texts().status;
    return html`
      <div class="trouble">
        <p><b>${words.failed}.</b> ${this.reply.sentence}</p>
        <div class="choices">
          <button @click=${this.#retry}>${texts().retry}</button>
          <button @click=${this.#discard}>${words.discard}</button>
        </div>
      </div>
    `;
  }

  #retry() {
    report(this, "reply-retry", { replyId: this.reply.id });
  }

  #discard() {
    report(this, "reply-discard", { replyId: this.reply.id });
  }
}
