import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import type { ActRow, Decision } from "./acts_answers.ts";
import type { DialogName } from "./act_reports.ts";
import { answersOf } from "./chat_answers.ts";
import { type ChatState, openThreadOf } from "./chat_state.ts";
import { columnsStyles } from "./columns_styles.ts";
import "./connection-banner.ts";
import type { ConversationList } from "./conversation-list.ts";
import { type DeviceSettings, FIRST_SETTINGS } from "./device_settings.ts";
import { listedRows } from "./inbox_state.ts";
import { pressedKey } from "./pressed_key.ts";
import type { ListHeader } from "./list-header.ts";
import { sorted } from "./list_order.ts";
import { noteKey } from "./kept_drafts.ts";
import { onlookerOf } from "./load_inbox.ts";
import { type TeamWatch, watchTeam } from "./load_supervision.ts";
import { renewMedia } from "./load_thread.ts";
import { bring, load } from "./on_demand.ts";
import type { OpenConversation } from "./open-conversation.ts";
import "./open-conversation.ts";
import type { PictureViewer } from "./picture-viewer.ts";
import { stillPresent } from "./presence_state.ts";
import { answerReports, reportThat } from "./reports.ts";
import { foundRows } from "./search_state.ts";
import { listColumn, teamColumn } from "./page_columns.ts";
import { lost, noneChosen, noPanel } from "./page_places.ts";
import { overThePage, rowMenu } from "./page_layers.ts";
import type { PanelName, ShellReports } from "./shell_reports.ts";
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
  @property({ attribute: false })
  accessor settings: DeviceSettings = FIRST_SETTINGS;
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
  /** The number that a new conversation begins with. */
  @state()
  accessor dialogNumber = "";
  /** Why who got the open conversation, while that is asked. */
  @state()
  accessor decisions: readonly Decision[] | null = null;
  /** The conversation that the dialog is about, where it isn't the open one. */
  @state()
  accessor dialogFor: string | null = null;
  /** Who is chosen in the dialog to begin with. */
  @state()
  accessor preset: number | null = null;
  /** Whether the part that draws the contact's data has come. */
  @state()
  accessor panelPart: "coming" | "here" | "missing" = "coming";
  @state()
  accessor panelName: PanelName | null = null;
  @state()
  accessor commanding = false;
  @state()
  accessor rowMenu: ShellReports["row-menu"] | null = null;
  /** The row that is being dragged. */
  @state()
  accessor dragged: string | null = null;
  @state()
  accessor isTeamShown = false;
  @query("list-header")
  accessor header!: ListHeader;
  @query("conversation-list")
  accessor list!: ConversationList;
  @query("open-conversation")
  accessor conversation!: OpenConversation | null;
  @query("picture-viewer")
  accessor viewer!: PictureViewer;

  /** The conversation that gets the keyboard as soon as it is drawn. */
  focusWhenOpen: string | null = null;
  rows: readonly ActRow[] = [];
  #team: TeamWatch | null = null;
  #sizes = new ResizeObserver(() => this.#measure());
  #clock: ReturnType<typeof setInterval> | undefined;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#sizes.observe(this);
    addEventListener("keydown", this.#key);
    this.#clock = setInterval(() => this.#tick(), CLOCK_MS);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    removeEventListener("keydown", this.#key);
    this.#team?.stop();
    clearInterval(this.#clock);
    clearTimeout(this.#toastTimer);
  }

  override createRenderRoot() {
    const root = super.createRenderRoot();
    answerReports(root, answersOf(this));
    return root;
  }

  override firstUpdated() {
    void this.bringLater();
  }

  /** Loads what stands beside the list and the thread; what doesn't come is tried again when it is shown. */
  async bringLater() {
    const { me } = this.chatState;
    const isSupervisor = me?.role === "supervisor";
    const [hasPanel] = await Promise.all([
      load("panel"),
      isSupervisor ? load("meter") : true,
    ]);
    this.panelPart = hasPanel ? "here" : "missing";
  }

  override willUpdate(changed: Map<string, unknown>) {
    const { inbox, search, openId, toast } = this.chatState;
    const before = changed.get("chatState") as ChatState | undefined;
    const isOther = inbox !== before?.inbox || search !== before?.search ||
      openId !== before?.openId;
    if (changed.has("now") || before && isOther || this.rows.length === 0) {
      this.rows = search
        ? sorted(foundRows(search, inbox.rows), "newest", this.now)
        : listedRows(inbox, onlookerOf(this.running.chat));
    }
    if (!changed.has("chatState")) return;
    if (inbox.rows !== before?.inbox.rows) this.#team?.hurry();
    if (!toast || toast === before?.toast) return;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => this.#hideToast(), TOAST_MS);
  }

  override updated() {
    const { openId } = this.chatState;
    if (openId === null || this.focusWhenOpen !== openId) return;
    this.focusWhenOpen = null;
    this.conversation?.focus();
  }

  override render() {
    const { openId, connection, announcement, toast } = this.chatState;
    const { wide, narrow } = this.panel;
    const isTeam = this.isTeamShown || this.dragged !== null;
    const hasPanel = !isTeam && (this.isWide ? wide : narrow);
    const layout = [
      (openId || isTeam) && "has-open",
      hasPanel && openId && "has-panel",
    ];
    return html`
      <connection-banner .connection=${connection}></connection-banner>
      <main class="columns ${layout.filter(Boolean).join(" ")}">
        <h1 class="only-read">${texts().product}</h1>
        ${listColumn(this)} ${isTeam
          ? teamColumn(this)
          : this.#conversation(hasPanel)} ${rowMenu(this)}
      </main>
      <div class="toast" role="alert">
        ${toast ? html`<span dir="auto">${toast}</span>` : nothing}
      </div>
      <div class="only-read" role="status">${announcement}</div>
      <picture-viewer></picture-viewer>
      ${overThePage(this)}
    `;
  }

  /** Shows the team instead of a conversation, or no longer. */
  async toggleTeam() {
    const { chat } = this.running;
    if (chat.read().me?.role !== "supervisor") return;
    if (this.isTeamShown) return this.hideTeam();
    if (!await bring(chat, "team")) return;
    this.isTeamShown = true;
    this.#team = watchTeam(chat);
  }

  /** A conversation stands there again. */
  hideTeam() {
    this.isTeamShown = false;
    this.#team?.stop();
    this.#team = null;
  }

  /** Shows or hides the contact's data; wide and narrow pages remember it apart. */
  togglePanel() {
    const { wide, narrow } = this.panel;
    this.panel = this.isWide
      ? { wide: !wide, narrow }
      : { wide, narrow: !narrow };
  }

  #conversation(hasPanel: boolean) {
    const { inbox, openId } = this.chatState;
    const thread = openThreadOf(this.chatState);
    const row = openId === null ? undefined : inbox.rows.get(openId);
    if (!thread || thread.lost || !row) {
      return html`
        <section class="thread" aria-label=${texts().thread.conversation}>
          ${thread ? lost(this) : noneChosen()}
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
        ${this.panelPart === "missing" ? noPanel(this) : html`
          <contact-panel .row=${row} .thread=${thread} .companion=${this
            .companion}
            .contact=${this.chatState.contact} .team=${this.chatState.team}
            .supervisor=${this.chatState.me?.role === "supervisor"}
            .shown=${hasPanel} .now=${this.now}></contact-panel>
        `}
      </aside>
    `;
  }

  #key = (event: KeyboardEvent) => {
    const pressed = pressedKey(event, this);
    if (!pressed) return;
    event.preventDefault();
    reportThat(this.list, pressed);
  };

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
    if (event.key !== "Escape" || this.isWide) return;
    event.preventDefault();
    this.togglePanel();
  }
}
