import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ThreadMessage } from "../../../shared/conversation.ts";
import { baseStyles } from "./base_styles.ts";
import { bubbleStyles } from "./bubble_styles.ts";
import { deliveryTicks, tickOf, tickStyles } from "./delivery_ticks.ts";
import {
  buttonAnswer,
  forwardedMark,
  lateMark,
  locationCard,
  quotedPreview,
  referralCard,
  templateButtons,
  templateMark,
  unsupportedNote,
} from "./detail_parts.ts";
import { failureWords, suggestedAct } from "./failure_words.ts";
import { icon } from "./icons.ts";
import { mediaParts } from "./media_parts.ts";
import { mediaStyles } from "./media_styles.ts";
import {
  isFewEmoji,
  receivedText,
  receivedTextStyles,
} from "./received_text.ts";
import { report } from "./reports.ts";
import { texts } from "./texts.ts";
import { threadWords } from "./thread_texts.ts";
import { clockTime } from "./times.ts";

/** A medium that still fails with a fresh address is not asked for at once again. */
const EXPIRED_AGAIN_MS = 60_000;

/** One message of a thread. */
@customElement("message-bubble")
export class MessageBubble extends LitElement {
  static override styles = [
    baseStyles,
    tickStyles,
    receivedTextStyles,
    bubbleStyles,
    mediaStyles,
  ];

  @property({ attribute: false })
  accessor message!: ThreadMessage;
  @property({ attribute: false })
  accessor quoted: ThreadMessage | null = null;
  @property()
  accessor companion = "";
  /** Right under another of the same writer, whose name need not be said again. */
  @property({ type: Boolean })
  accessor joined = false;
  /** Nobody knows whether it arrived, and the agent let it be. */
  @property({ type: Boolean })
  accessor left = false;
  #expiredAt = -Infinity;
  /** What plays, by its address without the signature. */
  #playing = new Map<string, string>();

  override willUpdate() {
    const { direction, author } = this.message;
    this.classList.toggle("out", direction === "outbound");
    this.classList.toggle("bot", author === "bot");
    this.classList.toggle("system", author === "system");
    this.classList.toggle("joined", this.joined);
  }

  override render() {
    const { message } = this;
    const { details } = message;
    const isBare = message.kind === "sticker" && message.media.length > 0;
    return html`
      <div class="bubble ${isBare ? "bare" : ""} ${message.body
        ? ""
        : "wordless"}">
        <span class="only-read">${this.#spokenWriter()}:</span>
        ${this.#writer()} ${forwardedMark(details)} ${templateMark(
          message,
        )} ${lateMark(
          message,
          Date.now(),
        )}
        ${buttonAnswer(details)}
        ${referralCard(details)}
        ${quotedPreview(details, this.quoted, this.#jump)}
        ${locationCard(details)} ${mediaParts(message, {
          companion: this.companion,
          view: this.#view,
          expired: this.#expired,
          steady: this.#steady,
        })}
        ${unsupportedNote(message)} ${this.#text()} ${templateButtons(message)}
        <span class="meta">
          <time class="numbers" datetime=${message.date_sent}>${clockTime(
            message.date_sent,
          )}</time>
          ${deliveryTicks(message.status)}
        </span>
      </div>
      ${this.#trouble()}
    `;
  }

  #text() {
    const { body } = this.message;
    if (body === "") return nothing;
    return html`<span class="text ${isFewEmoji(body) ? "huge" : ""}">${
      receivedText(body)
    }</span>`;
  }

  #writer() {
    const { direction, author, author_name } = this.message;
    if (direction === "inbound" || this.joined) return nothing;
    const words = texts();
    if (author === "bot") {
      return html`<div class="writer">${icon("bot")}${words.bot}</div>`;
    }
    if (author === "system") {
      return html`<div class="writer">${words.system}</div>`;
    }
    return author_name
      ? html`<div class="writer"><span dir="auto">${author_name}</span></div>`
      : nothing;
  }

  #spokenWriter(): string {
    const { author, author_name } = this.message;
    const words = texts();
    if (author === "customer") return words.customer;
    if (author === "bot") return words.bot;
    return author === "system" ? words.system : author_name ?? words.you;
  }

  #trouble() {
    const { status, error_code } = this.message;
    const tick = tickOf(status);
    const words = texts().status;
    if (tick === "failed") {
      return html`
        <div class="trouble">
          <p><b>${words[
            status === "undelivered" ? status : "failed"
          ]}.</b> ${failureWords(error_code)}</p>
          ${this.#suggestion(error_code)}
        </div>
      `;
    }
    if (tick !== "unknown" || this.left) return nothing;
    return html`
      <div class="trouble">
        <p><b>${words.unknown}.</b> ${words.unknownHint}</p>
        <div class="choices">
          <button @click=${this.#again}>${words.sendAgain}</button>
          <button @click=${this.#leave}>${words.leaveIt}</button>
        </div>
      </div>
    `;
  }

  #suggestion(code: number | null) {
    const words = threadWords();
    const act = suggestedAct(code);
    if (act === null) return nothing;
    const [word, go] = {
      again: [texts().retry, this.#again] as const,
      template: [words.toTemplate, this.#toTemplate] as const,
      edit: [words.editAgain, this.#editAgain] as const,
    }[act];
    return html`<div class="choices"><button @click=${go}>${word}</button></div>`;
  }

  #toTemplate() {
    report(this, "template-open");
  }

  #editAgain() {
    report(this, "message-edit", { text: this.message.body });
  }

  #jump = (messageId: string) => {
    const { position } = this.message.details.quoted ?? {};
    report(this, "thread-jump", { messageId, position });
  };

  #view = (url: string, name: string) =>
    report(this, "picture-view", { url, name });

  #steady = (url: string) => {
    const place = url.split("?")[0]!;
    const playing = this.#playing.get(place) ?? url;
    this.#playing.set(place, playing);
    return playing;
  };

  #expired = () => {
    const now = performance.now();
    if (now - this.#expiredAt < EXPIRED_AGAIN_MS) return;
    this.#expiredAt = now;
    this.#playing.clear();
    report(this, "media-expired", { messageId: this.message.id });
  };

  #again() {
    report(this, "message-again", { messageId: this.message.id });
  }

  #leave() {
    report(this, "message-leave", { messageId: this.message.id });
  }
}
