import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { ConversationSummary } from "../../../shared/conversation.ts";
import { baseStyles } from "./base_styles.ts";
import "./conversation-row.ts";
import "./designed-state.ts";
import type { LoadState } from "./inbox_state.ts";
import { listStyles } from "./conversation_list_styles.ts";
import { report } from "./reports.ts";
import type { SendingQueue } from "./sending_queue.ts";
import { texts } from "./texts.ts";
import { rowSlice } from "./visible_slice.ts";

/** How many rows before its end the list asks for more. */
const EARLY_ROWS = 8;
const SKELETONS = [0, 1, 2, 3, 4, 5, 6];

/** The rows of the list: only those in sight are in the document; arrow keys walk, Enter opens. */
@customElement("conversation-list")
export class ConversationList extends LitElement {
  static override styles = [baseStyles, listStyles];

  @property({ attribute: false })
  accessor rows: readonly ConversationSummary[] = [];
  @property()
  accessor load: LoadState = "idle";
  @property({ type: Boolean })
  accessor more = false;
  @property()
  accessor searched: string | null = null;
  @property()
  accessor openId: string | null = null;
  @property({ attribute: false })
  accessor drafts: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false })
  accessor queue: SendingQueue = [];
  @property({ type: Boolean })
  accessor naming = false;
  @property({ type: Number })
  accessor now = 0;
  @state()
  accessor view = { top: 0, height: 800, row: 74 };
  @state()
  accessor activeId: string | null = null;
  @query(".scroller")
  accessor scroller!: HTMLElement | null;
  #sizes: ResizeObserver | null = null;

  override render() {
    if (this.rows.length > 0) return this.#list();
    const words = texts().list;
    if (this.load === "loading") return this.#skeletons();
    if (this.load === "failed") {
      return html`
        <designed-state mark="cloud" tone="warning" size="small"
          heading=${words.failedTitle} words=${texts().error.unavailable}>
          <button class="action" @click=${this.#retry}>${texts().retry}</button>
        </designed-state>
      `;
    }
    return this.searched !== null
      ? html`
        <designed-state mark="search" size="small"
          heading=${words.nothingTitle} words=${words.nothing(
            this.searched,
          )}></designed-state>
      `
      : html`
        <designed-state mark="speak" size="small"
          heading=${words.emptyTitle} words=${words.empty}></designed-state>
      `;
  }

  override updated() {
    const { scroller } = this;
    if (!scroller) return;
    if (!this.#sizes) {
      this.#sizes = new ResizeObserver(() => this.#measure());
      this.#sizes.observe(this);
    }
    this.#askForMore();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
    this.#sizes = null;
  }

  /** Places are set as properties: a strict content security policy forbids style attributes. */
  #list() {
    const { start, end } = rowSlice(this.view, this.rows.length);
    const height = `${this.rows.length * this.view.row}px`;
    const active = this.activeId ?? this.openId;
    const isDrawn = this.rows.slice(start, end).some((row) =>
      row.id === active
    );
    return html`
      <div class="scroller" @scroll=${this.#scroll}>
        <div class="all" role="listbox" tabindex="0"
          aria-label=${texts().list.title}
          aria-activedescendant=${isDrawn ? `row-${active}` : nothing}
          .style=${`height: ${height}`}
          @keydown=${this.#walk} @click=${this.#choose}
          @focus=${this.#startWalk} @blur=${this.#endWalk}>
          ${repeat(
            this.rows.slice(start, end),
            (row) => row.id,
            (row, at) => this.#row(row, start + at),
          )}
        </div>
        ${this.#foot()}
      </div>
    `;
  }

  #row(row: ConversationSummary, at: number) {
    const leaving = this.queue.findLast((reply) =>
      reply.conversationId === row.id && reply.state !== "refused"
    );
    const transform = `translateY(${at * this.view.row}px)`;
    return html`
      <conversation-row id="row-${row.id}" data-id=${row.id} role="option"
        class=${row.id === this.activeId ? "focused" : ""}
        aria-selected=${row.id === this.openId ? "true" : "false"}
        aria-setsize=${this.more ? -1 : this.rows.length}
        aria-posinset=${at + 1}
        .style=${`transform: ${transform}`}
        .row=${row} .now=${this.now} .naming=${this.naming}
        .draft=${row.id === this.openId ? "" : this.drafts.get(row.id) ?? ""}
        .leaving=${leaving ? leaving.body || leaving.file?.name || "" : null}
      ></conversation-row>
    `;
  }

  #foot() {
    const words = texts().list;
    if (this.load === "more_failed") {
      return html`<div class="foot">${words.moreFailed}
        <button class="action quiet" @click=${this.#more}>${texts().retry}</button></div>`;
    }
    if (!this.more) return nothing;
    return html`<div class="foot">${words.more}…</div>`;
  }

  #skeletons() {
    return html`
      <div role="status" class="only-read">${texts().list.loading}</div>
      ${SKELETONS.map(() =>
        html`
          <div class="bone" aria-hidden="true"><i></i><b></b><u></u></div>
        `
      )}
    `;
  }

  #measure() {
    const { scroller } = this;
    if (!scroller) return;
    const row = scroller.querySelector("conversation-row");
    this.view = {
      top: scroller.scrollTop,
      height: scroller.clientHeight,
      row: row?.getBoundingClientRect().height || this.view.row,
    };
  }

  #scroll() {
    this.#measure();
  }

  #askForMore() {
    const { top, height, row } = this.view;
    const seen = (top + height) / row + EARLY_ROWS;
    if (!this.more || this.load !== "idle" || seen < this.rows.length) return;
    report(this, "list-more");
  }

  #choose(event: Event) {
    const row = (event.target as Element).closest<HTMLElement>("[data-id]");
    if (!row) return;
    this.activeId = null;
    report(this, "conversation-open", { id: row.dataset.id! });
  }

  #startWalk() {
    const list = this.renderRoot.querySelector(".all");
    if (!list?.matches(":focus-visible")) return;
    this.activeId = this.openId ?? this.rows[0]?.id ?? null;
  }

  #endWalk() {
    this.activeId = null;
  }

  #walk(event: KeyboardEvent) {
    const at = this.rows.findIndex((row) =>
      row.id === (this.activeId ?? this.openId)
    );
    const last = this.rows.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last };
    const next = to[event.key as keyof typeof to];
    if (next !== undefined) {
      event.preventDefault();
      return this.#goTo(Math.max(0, Math.min(last, next)));
    }
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const id = this.activeId ?? this.rows[0]?.id;
    if (id) report(this, "conversation-open", { id });
  }

  #goTo(index: number) {
    this.activeId = this.rows[index]?.id ?? null;
    const { scroller, view } = this;
    if (!scroller) return;
    const top = index * view.row;
    const bottom = top + view.row - scroller.clientHeight;
    if (scroller.scrollTop > top) scroller.scrollTop = top;
    if (scroller.scrollTop < bottom) scroller.scrollTop = bottom;
  }

  #retry() {
    report(this, "list-retry");
  }

  #more() {
    report(this, "list-more");
  }
}
