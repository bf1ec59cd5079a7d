import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ConversationSummary } from "../../../shared/conversation.ts";
import { baseStyles } from "./base_styles.ts";
import { panelStyles } from "./contact_panel_styles.ts";
import { fileSize, mediaPart } from "./file_words.ts";
import { icon } from "./icons.ts";
import { mediaAddress } from "./media_addresses.ts";
import "./person-avatar.ts";
import { nationalNumber, prettyNumber } from "./phones.ts";
import { report } from "./reports.ts";
import { dayTitle, rowName, windowLeft } from "./row_words.ts";
import { texts } from "./texts.ts";
import type { ThreadState } from "./thread_state.ts";
import { clockTime } from "./times.ts";

/** Who the customer is, and how things stand with them. */
@customElement("contact-panel")
export class ContactPanel extends LitElement {
  static override styles = [baseStyles, panelStyles];

  @property({ attribute: false })
  accessor row!: ConversationSummary;
  @property({ attribute: false })
  accessor thread: ThreadState | null = null;
  @property()
  accessor companion = "";
  @property({ type: Number })
  accessor now = 0;

  override render() {
    const words = texts().contact;
    return html`
      <header>
        <h2>${words.title}</h2>
        <button class="round close" aria-label=${texts().close} @click=${this
          .#close}>
          ${icon("close")}</button>
      </header>
      <div class="scroller" tabindex="0" role="region" aria-label=${words
        .title}>
        ${this.#who()} ${this.#facts()} ${this.#notes()} ${this.#media()}
      </div>
    `;
  }

  #who() {
    const { row } = this;
    const number = row.numero ? nationalNumber(row.numero) : null;
    return html`
      <div class="who">
        <person-avatar .name=${row.nombre} .picture=${row
          .profile_picture}></person-avatar>
        <h3 dir="auto">${rowName(row)}</h3>
        <p>${number?.national ?? texts().list.hiddenNumber}</p>
        ${number?.country ? html`<p>${number.country}</p>` : nothing}
      </div>
    `;
  }

  #facts() {
    const { row } = this;
    const words = texts().contact;
    const left = windowLeft(row.window_expires_at, this.now);
    const states = {
      open: words.stateOpen,
      waiting: words.stateWaiting,
      closed: words.stateClosed,
    };
    const first = this.thread?.entries[0]?.message;
    return html`
      <dl>
        ${fact(
          words.window,
          left ? words.windowLeft(left) : words.windowClosed,
          left ? "" : "warn",
        )}
        ${fact(words.agent, row.agente ?? words.nobody)}
        ${fact(words.state, states[row.estado])}
        ${fact(words.bot, row.stopBot ? words.botStopped : words.botActive)}
        ${row.numero ? fact(words.number, prettyNumber(row.numero)) : nothing}
        ${fact(words.line, prettyNumber(row.linea))}
        ${first?.position === 1
          ? fact(
            words.firstSeen,
            `${dayTitle(first.date_sent, this.now)}, ${
              clockTime(first.date_sent)
            }`,
          )
          : nothing}
        ${fact(words.messages, String(row.message_count))}
      </dl>
    `;
  }

  #notes() {
    const words = texts().contact;
    const notes = this.row.observaciones.trim();
    return html`
      <section><h4>${words.notes}</h4>
        ${notes
          ? html`<p dir="auto">${notes}</p>`
          : html`<p class="none">${words.noNotes}</p>`}
      </section>
    `;
  }

  #media() {
    const words = texts().contact;
    const all = (this.thread?.entries ?? []).toReversed().flatMap((
      { message },
    ) =>
      message.media.flatMap((item) => {
        const url = mediaAddress(item, this.companion);
        return url ? [{ item, url, part: mediaPart(item, message) }] : [];
      })
    );
    const pictures = all.filter(({ part }) => part === "picture").slice(0, 12);
    const files = all.filter(({ part }) => part === "document").slice(0, 8);
    return html`
      <section><h4>${words.media}</h4>
        ${pictures.length + files.length === 0
          ? html`<p class="none">${words.noMedia}</p>`
          : nothing}
        <div class="pictures">
          ${pictures.map(({ url, item }) =>
            html`
              <button aria-label=${texts().message.openPicture}
                @click=${() => this.#view(url, item.name)}>
                <img src=${url} alt="" loading="lazy"></button>
            `
          )}
        </div>
        <ul class="files">
          ${files.map(({ url, item }) =>
            html`
              <li><a href=${url} target="_blank" rel="noopener noreferrer">
                ${icon("file")}<span dir="auto">${item.name ??
                  texts().message.document}</span>
                <small class="numbers">${item.size === null
                  ? nothing
                  : fileSize(item.size)}</small>
              </a></li>
            `
          )}
        </ul>
      </section>
    `;
  }

  #view(url: string, name: string | null) {
    report(this, "picture-view", {
      url,
      name: name ?? texts().message.picture,
    });
  }

  #close() {
    report(this, "panel-toggle");
  }
}

function fact(name: string, value: string, tone = "") {
  return html`
    <div>
      <dt>${name}</dt>
      <dd class=${tone} dir="auto">${value}</dd>
    </div>
  `;
}
