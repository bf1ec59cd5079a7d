import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { ActRow } from "./acts_answers.ts";
import { actsMenuStyles } from "./acts_menu_styles.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { icon, type IconName } from "./icons.ts";
import { listWords } from "./list_texts.ts";
import { report } from "./reports.ts";
import { isSnoozed } from "./row_acts.ts";
import { rowName } from "./row_words.ts";

/** How near the page's edge the menu comes, in pixels. */
const EDGE = 8;

interface Choice {
  mark: IconName;
  word: string;
  go(): void;
}

/** What can be done with a row of the list, where the pointer or the keyboard asked for it. */
@customElement("row-menu")
export class RowMenu extends LitElement {
  static override styles = [
    baseStyles,
    actsMenuStyles,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 8;
      }

      .menu {
        inset: auto;
        transform-origin: top left;
      }
    `,
  ];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ attribute: false })
  accessor at = { x: 0, y: 0 };
  @property({ type: Boolean })
  accessor muted = false;
  @property({ type: Number })
  accessor now = 0;
  @query(".menu")
  accessor menu!: HTMLElement;

  override firstUpdated() {
    const { x, y } = this.at;
    const room = this.getBoundingClientRect();
    const { width, height } = this.menu.getBoundingClientRect();
    const left = Math.min(x - room.left, room.width - width - EDGE);
    const top = Math.min(y - room.top, room.height - height - EDGE);
    this.menu.style.left = `${Math.max(EDGE, left)}px`;
    this.menu.style.top = `${Math.max(EDGE, top)}px`;
    this.#items()[0]?.focus();
    this.addEventListener("pointerdown", this.#outside);
  }

  override render() {
    return html`
      <div class="menu" role="menu" aria-label=${listWords().rowMenu(
        rowName(this.row),
      )} @keydown=${this.#key}>
        ${this.#choices().map((choice) =>
          html`
            <button role="menuitem" tabindex="-1"
              @click=${() => this.#choose(choice)}>${icon(
                choice.mark,
              )}<span>${choice
                .word}</span></button>
          `
        )}
      </div>
    `;
  }

  #choices(): Choice[] {
    const { row, now, muted } = this;
    const words = actsWords();
    const { id } = row;
    const isClosed = row.estado === "closed";
    const dialog = (
      mark: IconName,
      word: string,
      name: "hand_over" | "snooze" | "labels",
    ) => ({
      mark,
      word,
      go: () => report(this, "row-dialog", { id, dialog: name }),
    });
    return [
      dialog("handOver", words.handOver, "hand_over"),
      {
        mark: "pinUp",
        word: row.fijada ? words.unpin : words.pin,
        go: () =>
          report(this, "row-act", {
            id,
            act: { kind: "pin", pinned: !row.fijada },
          }),
      },
      isSnoozed(row, now)
        ? {
          mark: "clock",
          word: words.wake,
          go: () =>
            report(this, "row-act", {
              id,
              act: { kind: "snooze", until: null },
            }),
        }
        : dialog("clock", words.snooze, "snooze"),
      dialog("label", words.labels, "labels"),
      {
        mark: muted ? "bell" : "bellOff",
        word: muted ? listWords().unmute : listWords().mute,
        go: () => report(this, "row-mute", { id }),
      },
      {
        mark: isClosed ? "refresh" : "done",
        word: isClosed ? words.reopen : words.close,
        go: () =>
          report(this, "row-act", {
            id,
            act: { kind: isClosed ? "reopen" : "close" },
            ...!isClosed && { done: words.done.close },
          }),
      },
    ];
  }

  #choose(choice: Choice) {
    this.#leave();
    report(this, "list-focus");
    choice.go();
  }

  #leave() {
    report(this, "row-menu-close");
  }

  #outside = (event: Event) => {
    if (!event.composedPath().includes(this.menu)) this.#leave();
  };

  #key(event: KeyboardEvent) {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      this.#leave();
      return report(this, "list-focus");
    }
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(":focus"));
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[to]?.focus();
  }

  #items(): HTMLElement[] {
    return [
      ...this.renderRoot.querySelectorAll<HTMLElement>("[role=menuitem]"),
    ];
  }
}
