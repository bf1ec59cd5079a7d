import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ActRow } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import { rowStyles } from "./conversation_row_styles.ts";
import { deliveryTicks, tickStyles } from "./delivery_ticks.ts";
import { icon } from "./icons.ts";
import { labelStyles } from "./label_colors.ts";
import { listWords } from "./list_texts.ts";
import "./person-avatar.ts";
import { rowTags, rowTagStyles } from "./row_tag_parts.ts";
import { hasTags, type RowContext } from "./row_tags.ts";
import {
  rowName,
  rowTime,
  shortName,
  waitHint,
  windowHint,
} from "./row_words.ts";
import { texts } from "./texts.ts";

/** One conversation in the list. */
@customElement("conversation-row")
export class ConversationRow extends LitElement {
  static override styles = [
    baseStyles,
    tickStyles,
    labelStyles,
    rowStyles,
    rowTagStyles,
  ];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ attribute: false })
  accessor around!: RowContext;
  /** A text begun and not sent. */
  @property()
  accessor draft = "";
  /** The text of a reply that is on its way. */
  @property()
  accessor leaving: string | null = null;

  override render() {
    const { row, around } = this;
    return html`
      <person-avatar .name=${row.nombre} .picture=${row
        .profile_picture}></person-avatar>
      <div class="first">
        <span class="name" dir="auto">${rowName(row)}</span>
        ${this.#marks()}
        <time class="numbers ${row.unread > 0 ? "new" : ""}"
          datetime=${row.last_message_time}
        >${rowTime(row.last_message_time, around.now)}</time>
      </div>
      <div class="second">
        ${this.#lastLine()} ${this.#chips()}
        ${row.unread > 0
          ? html`
            <span class="unread numbers" aria-hidden="true">${row.unread > 999
              ? "999+"
              : row.unread}</span>
            <span class="only-read">, ${texts().list.unread(row.unread)}</span>
          `
          : nothing}
      </div>
      ${hasTags(row, around) ? rowTags(row, around) : nothing}
    `;
  }

  #marks() {
    const { row, around } = this;
    const words = listWords();
    return html`
      ${around.muted.has(row.id)
        ? html`
          <span class="mark" role="img" title=${words
            .muted}
            aria-label=${words.muted}>${icon("bellOff")}</span>
        `
        : nothing}
      ${row.fijada
        ? html`
          <span class="mark" role="img" title=${words
            .pinned}
            aria-label=${words.pinned}>${icon("pinUp")}</span>
        `
        : nothing}
    `;
  }

  #lastLine() {
    const { row } = this;
    if (this.leaving !== null) {
      return html`${
        deliveryTicks("pending")
      }<span class="last" dir="auto">${this.leaving}</span>`;
    }
    if (this.draft) {
      return html`
        <span class="last"
          dir="auto"><span class="draft">${texts().list.draft}</span> ${this
            .draft}</span>
      `;
    }
    return html`
      ${row.last_message_direction === "outbound"
        ? deliveryTicks(row.last_message_status)
        : nothing}
      <span class="last" dir="auto">${row.last_message}</span>
    `;
  }

  #chips() {
    const { row, around } = this;
    const words = texts().list;
    return html`
      ${row.estado === "waiting"
        ? html`<span class="chip waiting">${words.waiting}</span>`
        : nothing}
      ${row.estado === "closed"
        ? html`<span class="chip">${words.closed}</span>`
        : nothing}
      ${around.supervisor && row.agente
        ? html`<span class="chip" dir="auto" title=${
          words.withAgent(row.agente)
        }>${shortName(row.agente)}</span>`
        : nothing}
      ${this.#hint()}
    `;
  }

  /** How long the customer has waited, or how long one may still answer: whichever presses. */
  #hint() {
    const { row, around } = this;
    const hint = windowHint(row, around.now) ?? waitHint(row, around.now);
    if (!hint) return nothing;
    return html`
      <span class="hint ${hint.kind}" role="img" title=${hint.title}
        aria-label=${hint.title}>${icon(
          hint.kind === "closed" ? "lock" : "clock",
        )}${hint.short || nothing}</span>
    `;
  }
}
