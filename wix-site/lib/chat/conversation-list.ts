import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { ActRow } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import { listStyles } from "./conversation_list_styles.ts";
import type { LoadState } from "./inbox_state.ts";
import {
  isOption,
  itemsInSight,
  type ListItem,
  listItems,
  placesOf,
} from "./list_items.ts";
import { listItem } from "./list_item_parts.ts";
import { foot, nothingListed, skeletons } from "./list_parts.ts";
import { FIRST_VIEW, type ListView } from "./list_view.ts";
import type { PresenceState } from "./presence_state.ts";
import { report } from "./reports.ts";
import { rowSlots } from "./row_slots.ts";
import { hasTags, othersAt, type RowContext } from "./row_tags.ts";
import type { SearchState } from "./search_state.ts";
import type { SendingQueue } from "./sending_queue.ts";
import type { TeamState } from "./team_state.ts";
import { texts } from "./texts.ts";

/** How many rows before its end the list asks for more. */
const EARLY = 8;
/** What the items are made from. */
const MAKERS = ["rows", "search", "present", "labels", "now"];

/** The rows of the list: only those in sight are in the document; arrow keys walk, Enter opens. */
@customElement("conversation-list")
export class ConversationList extends LitElement {
  static override styles = [baseStyles, listStyles];

  @property({ attribute: false })
  accessor rows: readonly ActRow[] = [];
  @property({ attribute: false })
  accessor view: ListView = FIRST_VIEW;
  @property()
  accessor load: LoadState = "idle";
  @property({ type: Boolean })
  accessor more = false;
  @property({ attribute: false })
  accessor search: SearchState | null = null;
  @property()
  accessor openId: string | null = null;
  @property({ attribute: false })
  accessor drafts: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false })
  accessor queue: SendingQueue = [];
  @property({ attribute: false })
  accessor present: PresenceState = new Map();
  @property({ attribute: false })
  accessor labels: TeamState["labels"] = null;
  @property({ attribute: false })
  accessor muted: ReadonlySet<string> = new Set();
  /** A supervisor sees whose each is, and may drag it to somebody else. */
  @property({ type: Boolean })
  accessor supervisor = false;
  @property({ type: Number })
  accessor now = 0;
  @state()
  accessor sight = { top: 0, height: 800, rem: 16 };
  @state()
  accessor activeKey: string | null = null;
  @query(".scroller")
  accessor scroller!: HTMLElement | null;
  @query(".all")
  accessor all!: HTMLElement | null;
  #sizes: ResizeObserver | null = null;
  #items: ListItem[] = [];
  #slots = rowSlots();
  #places = new Float64Array(1);

  override willUpdate(changed: Map<string, unknown>) {
    const rem = (changed.get("sight") as typeof this.sight | undefined)?.rem;
    const isSame = MAKERS.every((name) => !changed.has(name)) &&
      (rem === undefined || rem === this.sight.rem);
    // A scroll alone changes nothing of ten thousand rows.
    if (isSame) return;
    const { around } = this;
    this.#items = listItems(this.rows, {
      search: this.search,
      isTall: (row) => hasTags(row, around),
    });
    this.#places = placesOf(this.#items, this.sight.rem);
  }

  override render() {
    if (this.#items.length > 0) return this.#list();
    const isLooking = this.search !== null && this.search.words === null;
    if (this.load === "loading" || isLooking) return skeletons();
    return nothingListed(this, {
      retry: () => report(this, "list-retry"),
      unfilter: () => report(this, "list-view", FIRST_VIEW),
    });
  }

  override updated() {
    if (!this.scroller) return;
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

  /** Puts the keyboard into the list, at the open conversation or the first one. */
  override focus() {
    this.all?.focus();
    this.#startWalk();
  }

  /** Opens the row after or before the open one; the keyboard stays where it is. */
  step(by: 1 | -1) {
    const next = this.#next(by);
    const item = this.#items[next];
    if (item?.kind !== "row") return;
    this.#goTo(next);
    this.activeKey = null;
    report(this, "conversation-open", { id: item.key, isWalking: true });
  }

  /** Places are set as properties: a strict content security policy forbids style attributes. */
  #list() {
    const { start, end } = itemsInSight(this.#places, this.sight);
    const shown = this.#items.slice(start, end);
    this.#slots.assign(shown.map(({ key }) => key));
    const active = this.activeKey ?? this.openId;
    const isDrawn = shown.some(({ key }) => key === active);
    const height = `${this.#places.at(-1)}px`;
    return html`
      <div class="scroller" @scroll=${this.#measure}>
        <div class="all" role="listbox" tabindex="0"
          aria-label=${texts().list.title}
          aria-activedescendant=${isDrawn ? `item-${active}` : nothing}
          .style=${`height: ${height}`}
          @keydown=${this.#walk} @click=${this.#click}
          @contextmenu=${this.#menu}
          @focus=${this.#startWalk} @blur=${this.#endWalk}>
          ${repeat(
            shown,
            (item) => this.#slots.of(item.key),
            (item, at) =>
              listItem(item, {
                list: this,
                place: this.#places[start + at]!,
                count: this.more ? -1 : this.#items.length,
                at: start + at,
              }),
          )}
        </div>
        ${foot(this, () => report(this, "list-more"))}
      </div>
    `;
  }

  get around(): RowContext {
    const { now, supervisor, labels, muted } = this;
    return {
      now,
      supervisor,
      labels,
      muted,
      others: (id) => othersAt(this.present, id, now),
    };
  }

  #measure() {
    const { scroller } = this;
    if (!scroller) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { scrollTop: top, clientHeight: height } = scroller;
    this.sight = { top, height, rem };
  }

  #askForMore() {
    const isListingWords = this.#items.at(-1)?.kind === "found";
    if (!this.more || this.load !== "idle" || isListingWords) return;
    const { end } = itemsInSight(this.#places, this.sight);
    if (end + EARLY >= this.#items.length) report(this, "list-more");
  }

  #click(event: Event) {
    const key = keyOf(event);
    if (!key) return;
    this.activeKey = null;
    this.#choose(key);
  }

  #choose(key: string) {
    const item = this.#items.find((one) => one.key === key);
    if (item?.kind === "row") report(this, "conversation-open", { id: key });
    if (item?.kind === "more") report(this, "list-more");
    if (item?.kind !== "found") return;
    const { conversation_id: id, message_id: messageId, position } = item.found;
    report(this, "conversation-open", { id, messageId, position });
  }

  #menu(event: MouseEvent) {
    const key = keyOf(event) ?? this.activeKey;
    const item = this.#items.find((one) => one.key === key);
    if (item?.kind !== "row") return;
    event.preventDefault();
    // The keyboard's own menu key tells no place.
    const isByKey = event.clientX === 0 && event.clientY === 0;
    const row = this.renderRoot.querySelector(`[data-key="${key}"]`);
    const box = isByKey ? row?.getBoundingClientRect() : null;
    const x = box ? box.left + 48 : event.clientX;
    const y = box ? box.bottom - 8 : event.clientY;
    report(this, "row-menu", { id: item.key, x, y });
  }

  #startWalk() {
    if (!this.all?.matches(":focus-visible")) return;
    this.activeKey = this.openId ?? this.#items.find(isOption)?.key ?? null;
  }

  #endWalk() {
    this.activeKey = null;
  }

  #walk(event: KeyboardEvent) {
    const next = this.#nextByKey(event.key);
    if (next !== null) {
      event.preventDefault();
      return this.#goTo(next);
    }
    if (event.key === "F10" && event.shiftKey) {
      event.preventDefault();
      return this.#menu(new MouseEvent("contextmenu"));
    }
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const key = this.activeKey ?? this.#items.find(isOption)?.key;
    if (key) this.#choose(key);
  }

  #nextByKey(key: string): number | null {
    if (key === "ArrowDown" || key === "j") return this.#next(1);
    if (key === "ArrowUp" || key === "k") return this.#next(-1);
    if (key === "Home") return this.#items.findIndex(isOption);
    return key === "End" ? this.#items.length - 1 : null;
  }

  /** The next item in a direction that can be chosen; the outermost one stays. */
  #next(by: 1 | -1): number {
    const from = this.activeKey ?? this.openId;
    const at = this.#items.findIndex(({ key }) => key === from);
    let next = at + by;
    while (this.#items[next] && !isOption(this.#items[next]!)) next += by;
    return this.#items[next] ? next : Math.max(0, at);
  }

  #goTo(index: number) {
    this.activeKey = this.#items[index]?.key ?? null;
    const { scroller } = this;
    if (!scroller) return;
    const top = this.#places[index]!;
    const bottom = this.#places[index + 1]! - scroller.clientHeight;
    if (scroller.scrollTop > top) scroller.scrollTop = top;
    if (scroller.scrollTop < bottom) scroller.scrollTop = bottom;
  }
}

function keyOf(event: Event): string | null {
  const target = event.target as Element | null;
  const item = target?.closest<HTMLElement>("[data-key]");
  return item?.dataset.key ?? null;
}
