import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ActRow } from "./acts_answers.ts";
import type { DialogName } from "./act_reports.ts";
import { baseStyles } from "./base_styles.ts";
import { filesOf, mediaGrid } from "./contact_media.ts";
import {
  fact,
  labelChips,
  noteList,
  otherList,
  partOf,
  section,
  siteFacts,
} from "./contact_parts.ts";
import { panelPartStyles } from "./contact_part_styles.ts";
import { panelStyles } from "./contact_panel_styles.ts";
import { type ContactState, UNKNOWN_CONTACT } from "./contact_state.ts";
import "./editable-text.ts";
import { icon } from "./icons.ts";
import { labelStyles } from "./label_colors.ts";
import { momentWords } from "./moment_words.ts";
import { panelWords } from "./panel_texts.ts";
import "./person-avatar.ts";
import { nationalNumber, prettyNumber } from "./phones.ts";
import { receivedTextStyles } from "./received_text.ts";
import { report } from "./reports.ts";
import { rowName, windowLeft } from "./row_words.ts";
import { type TeamState, UNKNOWN_TEAM } from "./team_state.ts";
import { texts } from "./texts.ts";
import type { ThreadState } from "./thread_state.ts";

/** Who leafs through the list is not asked about each: only a conversation that is looked at. */
const LOOK_MS = 250;
const MAX_OBSERVATIONS = 4000;

/** Who the customer is, what is known of them, and how things stand with them. */
@customElement("contact-panel")
export class ContactPanel extends LitElement {
  static override styles = [
    baseStyles,
    receivedTextStyles,
    labelStyles,
    panelStyles,
    panelPartStyles,
  ];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ attribute: false })
  accessor thread: ThreadState | null = null;
  @property({ attribute: false })
  accessor contact: ContactState = UNKNOWN_CONTACT;
  @property({ attribute: false })
  accessor team: TeamState = UNKNOWN_TEAM;
  @property({ type: Boolean })
  accessor supervisor = false;
  /** Whether anybody sees it: what nobody sees is not asked for. */
  @property({ type: Boolean })
  accessor shown = false;
  @property()
  accessor companion = "";
  @property({ type: Number })
  accessor now = 0;
  #looking: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#looking);
  }

  override updated() {
    clearTimeout(this.#looking);
    if (!this.shown || this.contact.id === this.row.id) return;
    this.#looking = setTimeout(() => this.#ask(), LOOK_MS);
  }

  override render() {
    const words = texts().contact;
    return html`
      <header class="head">
        <h2>${words.title}</h2>
        <button class="round close" aria-label=${texts().close} @click=${this
          .#close}>
          ${icon("close")}</button>
      </header>
      <div class="scroller" tabindex="0" role="region" aria-label=${words
        .title}>
        ${this.#who()} ${this.#labels()} ${this.#facts()} ${this
          .#observations()} ${this.#further()} ${this.#media()} ${this
          .#data()}
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
        <h3><editable-text centered .value=${row.nombre} .empty=${rowName(row)}
          .label=${panelWords().name} @save=${this
            .#rename}></editable-text></h3>
        <p>${number?.national ?? texts().list.hiddenNumber}</p>
        ${number?.country ? html`<p>${number.country}</p>` : nothing}
      </div>
    `;
  }

  #labels() {
    const words = panelWords();
    return section(
      words.labels,
      labelChips(this.row, this.team.labels),
      this.#opens("labels", words.labels),
    );
  }

  #facts() {
    const { row, now } = this;
    const words = texts().contact;
    const own = panelWords();
    const left = windowLeft(row.window_expires_at, now);
    const states = {
      open: words.stateOpen,
      waiting: words.stateWaiting,
      closed: words.stateClosed,
    };
    const first = this.#firstSeen();
    return html`
      <dl>
        ${fact(
          words.window,
          left ? words.windowLeft(left) : words.windowClosed,
          left ? "" : "warn",
        )}
        ${fact(words.agent, row.agente ?? words.nobody)}
        ${fact(words.state, states[row.estado])}
        ${fact(
          words.bot,
          html`<span class="switch">${
            row.stopBot ? words.botStopped : words.botActive
          }
            <button role="switch" aria-checked=${row.stopBot ? "false" : "true"}
              aria-label=${own.botOn} @click=${this.#switchBot}></button></span>`,
        )}
        ${fact(words.line, prettyNumber(row.linea))}
        ${first ? fact(words.firstSeen, momentWords(first, now)) : nothing}
        ${row.message_count > 0
          ? fact(own.lastSeen, momentWords(row.last_message_time, now))
          : nothing}
        ${fact(words.messages, String(row.message_count))}
      </dl>
    `;
  }

  #firstSeen(): string | null {
    const first = this.thread?.entries[0]?.message;
    if (first?.position === 1) return first.date_sent;
    const { id, first: asked } = this.contact;
    return id === this.row.id && asked.load === "idle" ? asked.value : null;
  }

  #observations() {
    const words = texts().contact;
    return section(
      words.notes,
      html`
        <editable-text long .most=${MAX_OBSERVATIONS}
          .value=${this.row.observaciones} .label=${words.notes}
          .empty=${words.noNotes} @save=${this.#observe}></editable-text>
      `,
    );
  }

  #further() {
    const words = panelWords();
    const contact = this.#contact();
    return html`
      ${section(
        words.notes,
        noteList(this.thread?.events ?? [], this.now),
        html`
          <button class="round" title=${words.writeNote}
            aria-label=${words.writeNote} @click=${this.#writeNote}>${icon(
              "plus",
            )}</button>
        `,
      )}
      ${section(
        words.site,
        partOf(contact.site, (site) => siteFacts(site, this.now)),
      )}
      ${section(
        words.others,
        partOf(
          contact.others,
          (others) =>
            otherList(
              others,
              this.now,
              (id) => report(this, "conversation-open", { id }),
            ),
        ),
      )}
    `;
  }

  #media() {
    const { files } = this.#contact();
    const hasMore = files.load === "idle" && files.value.next !== null;
    return section(
      texts().contact.media,
      html`${mediaGrid(filesOf(this.thread, files, this.companion), this.#view)}
        ${
        hasMore
          ? html`<button class="action quiet" @click=${() =>
            report(this, "contact-files")}>${panelWords().moreFiles}</button>`
          : nothing
      }`,
    );
  }

  #data() {
    if (!this.supervisor) return nothing;
    const words = panelWords();
    return section(
      words.data,
      html`
        <ul class="links">
          <li><button @click=${() => report(this, "customer-export")}>${icon(
            "download",
          )}<span>${words.export}</span></button></li>
          <li><button class="danger" @click=${() =>
            report(this, "dialog-open", { dialog: "erase" })}>${icon(
              "trash",
            )}<span>${words.erase}</span></button></li>
        </ul>
      `,
    );
  }

  #contact(): ContactState {
    return this.contact.id === this.row.id ? this.contact : UNKNOWN_CONTACT;
  }

  #opens(dialog: DialogName, of: string) {
    const { edit } = panelWords();
    return html`
      <button class="round" title=${edit}
        aria-label="${edit}: ${of}" @click=${() =>
          report(this, "dialog-open", { dialog })}>${icon("edit")}</button>
    `;
  }

  #ask() {
    report(this, "contact-need");
    report(this, "team-need", { what: "labels" });
  }

  #rename({ detail: name }: CustomEvent<string>) {
    report(this, "act", { act: { kind: "rename", name } });
  }

  #observe({ detail: text }: CustomEvent<string>) {
    report(this, "act", { act: { kind: "observe", text } });
  }

  #switchBot() {
    const act = this.row.stopBot
      ? { kind: "give_to_bot", farewell: "", file: null } as const
      : { kind: "take_from_bot" } as const;
    report(this, "act", { act });
  }

  #writeNote() {
    report(this, "note-open");
  }

  #view = (url: string, name: string | null) =>
    report(this, "picture-view", {
      url,
      name: name ?? texts().message.picture,
    });

  #close() {
    report(this, "panel-toggle");
  }
}
