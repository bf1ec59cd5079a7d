import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { ThreadMessage } from "../../../shared/conversation.ts";
import { baseStyles } from "./base_styles.ts";
import { report } from "./reports.ts";
import { holdPlace } from "./scroll_place.ts";
import type { SendingQueue } from "./sending_queue.ts";
import { texts } from "./texts.ts";
import { type ThreadItem, threadItems } from "./thread_items.ts";
import { hasOlder, type ThreadState } from "./thread_state.ts";
import {
  newestButton,
  nothingHere,
  threadItem,
  upperEdge,
} from "./thread_parts.ts";
import { threadStyles } from "./thread_styles.ts";
import {
  newerSlice,
  newestSlice,
  olderSlice,
  type Slice,
  sliceAround,
} from "./visible_slice.ts";

/** How near an edge brings what lies beyond it, in pixels. */
const NEAR = 900;
const AT_NEWEST = 60;

/** The messages of a conversation, the newest below. At most 120 are in the document. */
@customElement("message-thread")
export class MessageThread extends LitElement {
  static override styles = [baseStyles, threadStyles];

  @property({ attribute: false })
  accessor thread!: ThreadState;
  @property({ attribute: false })
  accessor queue: SendingQueue = [];
  @property()
  accessor companion = "";
  @property({ type: Boolean })
  accessor offline = false;
  @property({ type: Number })
  accessor now = 0;
  @property({ attribute: false })
  accessor leftIds: ReadonlySet<string> = new Set();
  /** Which items are drawn; `null`: the newest, whatever comes. */
  @state()
  accessor slice: Slice | null = null;
  @state()
  accessor isAtNewest = true;
  @state()
  accessor unseen = 0;
  @query(".scroller")
  accessor scroller!: HTMLElement | null;
  #items: ThreadItem[] = [];
  #shownId = "";
  #byId: ReadonlyMap<string, ThreadMessage> = new Map();
  #isMoving = false;
  #lastKey = "";

  override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has("thread") && !changed.has("queue")) return;
    const before = this.#items;
    this.#items = threadItems(this.thread, this.queue);
    this.#byId = new Map(
      this.thread.entries.map(({ message }) => [message.id, message]),
    );
    if (this.#shownId !== this.thread.id) return this.#startOver();
    this.#keepSlice(before);
    const last = this.#items.at(-1);
    if (!last || last.key === this.#lastKey) return;
    this.#lastKey = last.key;
    if (last.kind === "queued") return this.#goToNewest();
    if (this.isAtNewest) return;
    if (last.kind === "message" && last.message.direction === "inbound") {
      this.unseen++;
    }
  }

  override render() {
    if (this.#items.length === 0) return nothingHere(this.thread, this.#retry);
    const { start, end } = this.#slice();
    const { companion, offline, now, leftIds } = this;
    const around = { companion, offline, now, leftIds, byId: this.#byId };
    return html`
      <div class="scroller" tabindex="0" role="log" aria-live="off"
        aria-label=${texts().thread.messages} @scroll=${this.#scrolled}>
        <div class="items">
          ${start === 0 ? upperEdge(this.thread, this.#older) : nothing}
          ${repeat(
            this.#items.slice(start, end),
            (item) => item.key,
            (item) => threadItem(item, around),
          )}
        </div>
      </div>
      ${this.isAtNewest && !this.thread.past
        ? nothing
        : newestButton(this.unseen, () => this.#goToNewest())}
    `;
  }

  override async updated(changed: Map<string, unknown>) {
    if (this.#shownId !== this.thread.id && this.#items.length > 0) {
      this.#shownId = this.thread.id;
      this.#showNewLine();
    }
    if (changed.has("slice") || changed.has("thread")) {
      await this.updateComplete;
      this.#near();
    }
  }

  /** Shows a message that is here and marks it for a moment; `false` when it isn't. */
  async show(messageId: string): Promise<boolean> {
    const at = this.#items.findIndex((item) => item.key === messageId);
    if (at < 0) return false;
    const { start, end } = this.#slice();
    this.#isMoving = true;
    this.isAtNewest = false;
    this.slice = at < start || at >= end
      ? sliceAround(at, this.#items.length)
      : { start, end };
    await this.#drawn();
    const bubble = this.renderRoot.querySelector(`[data-key="${messageId}"]`);
    bubble?.scrollIntoView({ block: "center" });
    bubble?.classList.add("flash");
    setTimeout(() => bubble?.classList.remove("flash"), 1500);
    this.#isMoving = false;
    this.#scrolled();
    return true;
  }

  #startOver() {
    this.slice = null;
    this.isAtNewest = true;
    this.unseen = 0;
    this.#lastKey = this.#items.at(-1)?.key ?? "";
    if (this.scroller) this.scroller.scrollTop = 0;
  }

  /** Older messages came in above: the same ones stay drawn. While not at the newest, what comes below stays out. */
  #keepSlice(before: readonly ThreadItem[]) {
    if (!this.slice) return;
    const was = before.findIndex((item) => item.kind === "message");
    const is = this.#items.findIndex((item) => item.key === before[was]?.key);
    const by = is < 0 ? 0 : is - was;
    const end = Math.min(this.#items.length, this.slice.end + by);
    const start = Math.max(0, Math.min(this.slice.start + by, end));
    this.slice = { start, end };
  }

  #slice(): Slice {
    return this.slice ?? newestSlice(this.#items.length);
  }

  /** Opens where reading stopped, when that lies above what fits. */
  async #showNewLine() {
    await this.#drawn();
    const line = this.renderRoot.querySelector(".new");
    const { scroller } = this;
    if (!line || !scroller) return;
    const top = line.getBoundingClientRect().top;
    if (top < scroller.getBoundingClientRect().top) {
      line.scrollIntoView({ block: "start" });
    }
  }

  #scrolled() {
    const below = -(this.scroller?.scrollTop ?? 0);
    const atNewest = below < AT_NEWEST && !this.thread.past &&
      this.#slice().end === this.#items.length;
    if (atNewest !== this.isAtNewest) {
      this.isAtNewest = atNewest;
      this.slice = atNewest ? null : this.#slice();
      if (atNewest) this.unseen = 0;
    }
    this.#near();
  }

  /** Brings what lies beyond an edge that is near. */
  #near() {
    const { scroller } = this;
    if (!scroller || this.#items.length === 0 || this.#isMoving) return;
    const below = -scroller.scrollTop;
    const above = scroller.scrollHeight - scroller.clientHeight - below;
    const slice = this.#slice();
    if (above < NEAR && slice.start > 0) {
      return this.#move(olderSlice(slice));
    }
    if (above < NEAR && hasOlder(this.thread) && this.thread.load === "idle") {
      this.#older();
    }
    if (below < NEAR && slice.end < this.#items.length && this.slice) {
      return this.#move(newerSlice(slice, this.#items.length));
    }
    if (below < NEAR && this.thread.past && this.thread.load === "idle") {
      report(this, "thread-newer");
    }
  }

  async #move(slice: Slice) {
    const { scroller } = this;
    if (!scroller) return;
    this.#isMoving = true;
    const restore = holdPlace(scroller);
    this.slice = slice;
    await this.#drawn();
    restore();
    this.#isMoving = false;
  }

  /** Resolves once every bubble has its height. */
  async #drawn() {
    await this.updateComplete;
    const bubbles = [
      ...this.renderRoot.querySelectorAll<LitElement>("[data-key]"),
    ]
      .filter((node) => "updateComplete" in node);
    await Promise.all(bubbles.map((bubble) => bubble.updateComplete));
  }

  #goToNewest() {
    this.slice = null;
    this.isAtNewest = true;
    this.unseen = 0;
    if (this.thread.past) report(this, "thread-newest");
    this.updateComplete.then(() => this.scroller?.scrollTo({ top: 0 }));
  }

  #older = () => report(this, "thread-older");

  #retry = () => report(this, "thread-retry");
}
