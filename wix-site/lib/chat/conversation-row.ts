import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ConversationSummary } from "../../../shared/conversation.ts";
import { baseStyles } from "./base_styles.ts";
import { rowStyles } from "./conversation_row_styles.ts";
import { deliveryTicks, tickStyles } from "./delivery_ticks.ts";
import { icon } from "./icons.ts";
import "./person-avatar.ts";
import { rowName, rowTime, windowHint } from "./row_words.ts";
import { texts } from "./texts.ts";

/** One conversation in the list. */
@customElement("conversation-row")
export class ConversationRow extends LitElement {
  static override styles = [baseStyles, tickStyles, rowStyles];

  @property({ attribute: false })
  accessor row!: ConversationSummary;
  /** A text begun and not sent. */
  @property()
  accessor draft = "";
  /** The text of a reply that is on its way. */
  @property()
  accessor leaving: string | null = null;
  /** Whether to say who has it: a supervisor sees everybody's. */
  @property({ type: Boolean })
  accessor naming = false;
  @property({ type: Number })
  accessor now = 0;

  override render() {
    const { row } = this;
    const name = rowName(row);
    return html`
      <person-avatar .name=${row.nombre} .picture=${row
        .profile_picture}></person-avatar>
      <div class="first">
        <span class="name" dir="auto">${name}</span>
        <time class="numbers ${row.unread > 0 ? "new" : ""}"
          datetime=${row.last_message_time}
        >${rowTime(row.last_message_time, this.now)}</time>
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
    const { row } = this;
    const words = texts().list;
    const hint = windowHint(row, this.now);
    return html`
      ${row.estado === "waiting"
        ? html`<span class="chip waiting">${words.waiting}</span>`
        : nothing}
      ${this.naming && row.agente
        ? html`<span class="chip" dir="auto" title=${
          words.withAgent(row.agente)
        }>${row.agente}</span>`
        : nothing}
      ${hint
        ? html`
          <span class="hint ${hint.kind}" role="img" title=${hint.title}
            aria-label=${hint.title}>
                    ${icon(
                      hint.kind === "soon" ? "clock" : "lock",
                    )}${hint.kind === "soon" ? hint.short : nothing}
                  </span>
        `
        : nothing}
    `;
  }
}
