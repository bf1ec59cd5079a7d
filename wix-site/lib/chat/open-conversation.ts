import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { ActRow, Present } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import type { Me } from "./chat_state.ts";
import type { Closed } from "./composer_parts.ts";
import { icon } from "./icons.ts";
import type { MessageThread } from "./message-thread.ts";
import "./message-thread.ts";
import type { ReplyComposer } from "./reply-composer.ts";
import "./reply-composer.ts";
import { prettyNumber } from "./phones.ts";
import { windowLeft } from "./row_words.ts";
import type { SendingQueue } from "./sending_queue.ts";
import "./standing-bar.ts";
import { type TeamState, UNKNOWN_TEAM } from "./team_state.ts";
import { texts } from "./texts.ts";
import "./thread-header.ts";
import type { ThreadState } from "./thread_state.ts";

/** The conversation that is open: its head, its messages and where one answers. Files may be dropped anywhere on it. */
@customElement("open-conversation")
export class OpenConversation extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        height: 100%;
        min-height: 0;
      }

      message-thread {
        flex: 1;
      }

      .drop {
        position: absolute;
        inset: 0;
        z-index: 3;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--s2);
        margin: var(--s3);
        border: 2px dashed var(--brand);
        border-radius: var(--round-big);
        background: var(--paper);
        color: var(--brand-strong);
        font-weight: 650;
        opacity: 0.94;
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ attribute: false })
  accessor me: Me | null = null;
  @property({ attribute: false })
  accessor team: TeamState = UNKNOWN_TEAM;
  /** Who else is at it. */
  @property({ attribute: false })
  accessor present: readonly Present[] = [];
  @property({ attribute: false })
  accessor thread!: ThreadState;
  @property({ attribute: false })
  accessor queue: SendingQueue = [];
  @property()
  accessor companion = "";
  @property()
  accessor draft = "";
  @property()
  accessor noteDraft = "";
  @property({ type: Boolean })
  accessor offline = false;
  /** Whether the contact's data stand beside it. */
  @property({ type: Boolean })
  accessor panel = false;
  @property({ type: Number })
  accessor now = 0;
  @property({ attribute: false })
  accessor leftIds: ReadonlySet<string> = new Set();
  @state()
  accessor isDropping = false;
  @query("message-thread")
  accessor messages!: MessageThread;
  @query("reply-composer")
  accessor composer!: ReplyComposer;

  override connectedCallback() {
    super.connectedCallback();
    this.addEventListener("dragover", this.#dragOver);
    this.addEventListener("dragleave", this.#dragLeave);
    this.addEventListener("drop", this.#drop);
  }

  override render() {
    const { row, thread, now } = this;
    const isSupervisor = this.me?.role === "supervisor";
    return html`
      <thread-header .row=${row} .panel=${this.panel} .present=${this.present}
        .supervisor=${isSupervisor} .now=${now}
        @compose-note=${() => this.composer.writeNote()}></thread-header>
      <message-thread .thread=${thread} .queue=${this.queue} .now=${now}
        .companion=${this.companion} .offline=${this.offline}
        .leftIds=${this.leftIds}></message-thread>
      <standing-bar .row=${row} .supervisor=${isSupervisor}
        .now=${now}></standing-bar>
      <reply-composer .conversationId=${thread.id} .draft=${this.draft}
        .noteDraft=${this.noteDraft} .closed=${closedBy(row, now)}
        .holder=${{ id: row.agente_id ?? null, name: row.agente }}
        .values=${gapValues(row, this.me)} .team=${this.team}></reply-composer>
      ${this.isDropping
        ? html`<div class="drop">${
          icon("attach")
        }${texts().composer.drop}</div>`
        : nothing}
    `;
  }

  /** Puts the cursor where one answers. */
  override focus() {
    this.updateComplete.then(() => this.composer.focus());
  }

  #dragOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.isDropping = this.composer.closed === null;
  };

  #dragLeave = (event: DragEvent) => {
    if (!event.relatedTarget) this.isDropping = false;
  };

  #drop = (event: DragEvent) => {
    const files = [...event.dataTransfer?.files ?? []];
    if (files.length === 0) return;
    event.preventDefault();
    this.isDropping = false;
    this.composer.addFiles(files);
  };
}

/** What fills the gaps of a quick reply. */
function gapValues(row: ActRow, me: Me | null): Record<string, string> {
  return {
    nombre: row.nombre.trim().split(/\s+/)[0] ?? "",
    agente: me?.name.split(/\s+/)[0] ?? "",
    numero: row.numero ? prettyNumber(row.numero) : "",
  };
}

function closedBy(row: ActRow, now: number): Closed | null {
  if (row.window_expires_at === null) return "never_wrote";
  return windowLeft(row.window_expires_at, now) ? null : "window";
}
