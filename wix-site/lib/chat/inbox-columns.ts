import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { ConversationSummary } from "../../../shared/conversation.ts";
import { baseStyles } from "./base_styles.ts";
import type { Decision } from "./acts_answers.ts";
import type { DialogName } from "./act_reports.ts";
import { answersOf } from "./chat_answers.ts";
import { type ChatState, openThreadOf } from "./chat_state.ts";
import { columnsStyles } from "./columns_styles.ts";
import "./connection-banner.ts";
import "./contact-panel.ts";
import "./conversation-list.ts";
import "./designed-state.ts";
import "./health-meter.ts";
import { listedRows, newestFirst } from "./inbox_state.ts";
import "./list-header.ts";
import { noteKey } from "./kept_drafts.ts";
import { renewMedia } from "./load_thread.ts";
import type { OpenConversation } from "./open-conversation.ts";
import "./open-conversation.ts";
import type { PictureViewer } from "./picture-viewer.ts";
import "./picture-viewer.ts";
import { stillPresent } from "./presence_state.ts";
import { answerReports, report } from "./reports.ts";
import { foundRows } from "./search_state.ts";
import type { RunningChat } from "./start_chat.ts";
import { texts } from "./texts.ts";

/** How often times on the page are written anew. */
const CLOCK_MS = 20_000;
/** How long a passing sentence stays. */
const TOAST_MS = 5000;
/** From this width on, in rem, the contact's data has a column of its own. */
const WIDE = 73;

/** Who is in sees this: the list, the open conversation and the contact, in as many columns as there is room for. */
@customElement("inbox-columns")
export class InboxColumns extends LitElement {
  static override styles = [baseStyles, columnsStyles];

  @property({ attribute: false })
  accessor running!: RunningChat;
  @property({ attribute: false })
  accessor chatState!: ChatState;
  @property()
  accessor companion = "";
  @state()
  accessor leftIds: ReadonlySet<string> = new Set();
  @state()
  accessor now = Date.now();
  @state()
  accessor isWide = true;
  @state()
  accessor panel = { wide: true, narrow: false };
  @state()
  accessor refreshing = false;
  @state()
  accessor dialog: DialogName | null = null;
  /** Why who got the open conversation, while that is asked. */
  @state()
  accessor decisions: readonly Decision[] | null = null;
  @query("open-conversation")
  accessor conversation!: OpenConversation | null;
  @query("picture-viewer")
  accessor viewer!: PictureViewer;

  #rows: ConversationSummary[] = [];
  #sizes = new ResizeObserver(() => this.#measure());
  #clock: ReturnType<typeof setInterval> | undefined;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#sizes.observe(this);
    this.#clock = setInterval(() => this.#tick(), CLOCK_MS);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    clearInterval(this.#clock);
    clearTimeout(this.#toastTimer);
  }

  override createRenderRoot() {
    const root = super.createRenderRoot();
    answerReports(root, answersOf(this));
    return root;
  }

  override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has("chatState")) return;
    const { inbox, search, toast } = this.chatState;
    const before = changed.get("chatState") as ChatState | undefined;
    if (inbox !== before?.inbox || search !== before?.search) {
      this.#rows = newestFirst(
        search ? foundRows(search, inbox.rows) : listedRows(inbox),
      );
    }
    if (!toast || toast === before?.toast) return;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => this.#hideToast(), TOAST_MS);
  }

  override render() {
    const { openId, connection, announcement, toast } = this.chatState;
    const { wide, narrow } = this.panel;
    const hasPanel = this.isWide ? wide : narrow;
    const layout = [openId && "has-open", hasPanel && "has-panel"];
    return html`
      <connection-banner .connection=${connection}></connection-banner>
      <main class="columns ${layout.filter(Boolean).join(" ")}">
        <h1 class="only-read">${texts().product}</h1>
        ${this.#list()} ${this.#conversation(hasPanel)}
      </main>
      <div class="toast" role="alert">
        ${toast ? html`<span dir="auto">${toast}</span>` : nothing}
      </div>
      <div class="only-read" role="status">${announcement}</div>
      <picture-viewer></picture-viewer>
      ${this.#dialog()}
    `;
  }

  /** Shows or hides the contact's data; wide and narrow pages remember it apart. */
  togglePanel() {
    const { wide, narrow } = this.panel;
    this.panel = this.isWide
      ? { wide: !wide, narrow }
      : { wide, narrow: !narrow };
  }

  #list() {
    const { inbox, search, openId, queue, me, health } = this.chatState;
    return html`
      <nav class="list" aria-label=${texts().list.title}>
        <list-header .me=${me} .refreshing=${this.refreshing}></list-header>
        ${me?.role === "supervisor"
          ? html`
            <health-meter .health=${health} .rows=${inbox.rows}
              .now=${this.now}></health-meter>
          `
          : nothing}
        <conversation-list .rows=${this.#rows} .load=${(search ?? inbox).load}
          .more=${(search ?? inbox).hasMore} .searched=${search?.query ?? null}
          .openId=${openId} .drafts=${this.running.drafts.all} .queue=${queue}
          .now=${this.now} .naming=${me?.role === "supervisor"}
        ></conversation-list>
      </nav>
    `;
  }

  #conversation(hasPanel: boolean) {
    const { inbox, openId } = this.chatState;
    const thread = openThreadOf(this.chatState);
    const row = openId === null ? undefined : inbox.rows.get(openId);
    if (!thread || thread.lost || !row) {
      return html`
        <section class="thread" aria-label=${texts().thread.conversation}>
          ${thread ? this.#lost() : noneChosen()}
        </section>
      `;
    }
    return html`
      <section class="thread" aria-label=${texts().thread.conversation}>
        <open-conversation .row=${row} .thread=${thread} .panel=${hasPanel}
          .me=${this.chatState.me} .team=${this.chatState.team}
          .present=${stillPresent(this.chatState.present, thread.id, this.now)}
          .queue=${this.chatState.queue} .companion=${this.companion}
          .draft=${this.running.drafts.all.get(thread.id) ?? ""}
          .noteDraft=${this.running.drafts.all.get(noteKey(thread.id)) ?? ""}
          .offline=${this.chatState.connection === "offline"}
          .leftIds=${this.leftIds} .now=${this.now}></open-conversation>
      </section>
      <aside class="panel" aria-label=${texts().contact.title}
        @keydown=${this.#panelKey}>
        <contact-panel .row=${row} .thread=${thread} .companion=${this
          .companion}
          .contact=${this.chatState.contact} .team=${this.chatState.team}
          .supervisor=${this.chatState.me?.role === "supervisor"}
          .shown=${hasPanel} .now=${this.now}></contact-panel>
      </aside>
    `;
  }

  #dialog() {
    const { inbox, openId, team, me } = this.chatState;
    if (!this.dialog) return nothing;
    return html`
      <act-dialog .name=${this.dialog} .team=${team} .now=${this.now}
        .row=${inbox.rows.get(openId ?? "") ?? null}
        .lines=${[...new Set(this.#rows.map(({ linea }) => linea))]}
        .decisions=${this.decisions}
        .supervisor=${me?.role === "supervisor"}></act-dialog>
    `;
  }

  #lost() {
    const words = texts().thread;
    return html`
      <designed-state mark="forward" heading=${words.lostTitle} words=${words
        .lost}>
        <button class="action" @click=${this.#close}>${words.toList}</button>
      </designed-state>
    `;
  }

  #close(event: Event) {
    report(event.target as HTMLElement, "conversation-close");
  }

  #tick() {
    this.now = Date.now();
    renewMedia(this.running.chat);
  }

  #hideToast() {
    this.running.chat.update((known) => ({ ...known, toast: null }));
  }

  #measure() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.isWide = this.clientWidth >= WIDE * rem;
  }

  #panelKey(event: KeyboardEvent) {
    if (event.key === "Escape" && !this.isWide) this.togglePanel();
  }
}

function noneChosen() {
  const words = texts().thread;
  return html`
    <designed-state mark="product" heading=${words.noneTitle}
      words=${words.none}></designed-state>
  `;
}
