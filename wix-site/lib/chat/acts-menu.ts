import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { actsMenuStyles } from "./acts_menu_styles.ts";
import type { ActRow } from "./acts_answers.ts";
import type { DialogName } from "./act_reports.ts";
import type { ConversationAct } from "./acts_client.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { icon, type IconName } from "./icons.ts";
import { report } from "./reports.ts";
import { isSnoozed } from "./row_acts.ts";

interface Choice {
  mark: IconName;
  word: string;
  go(): void;
  isApart?: boolean;
}

/** Everything that can be done with the open conversation, in one menu. */
@customElement("acts-menu")
export class ActsMenu extends LitElement {
  static override styles = [baseStyles, actsMenuStyles];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ type: Boolean })
  accessor supervisor = false;
  @property({ type: Number })
  accessor now = 0;
  @state()
  accessor isOpen = false;
  @query(".opener")
  accessor opener!: HTMLButtonElement;

  override render() {
    const words = actsWords();
    return html`
      <button class="round opener" title=${words.more} aria-label=${words.more}
        aria-haspopup="menu" aria-expanded=${this.isOpen ? "true" : "false"}
        @click=${this.#toggle} @keydown=${this.#openByKey}>
        ${icon("more")}</button>
      ${this.isOpen
        ? html`
          <div class="menu" role="menu" aria-label=${words.more}
            @keydown=${this.#key} @focusout=${this.#leave}>
            ${this.#choices().map((choice) =>
              html`
                <button role="menuitem" tabindex="-1"
                  class=${choice.isApart ? "apart" : ""}
                  @click=${() => this.#choose(choice)}>
                  ${icon(choice.mark)}<span>${choice.word}</span></button>
              `
            )}
          </div>
        `
        : nothing}
    `;
  }

  #choices(): Choice[] {
    const { row, supervisor, now } = this;
    const words = actsWords();
    const isClosed = row.estado === "closed";
    const choices: (Choice | false)[] = [
      this.#dialog("handOver", words.handOver, "hand_over"),
      isSnoozed(row, now)
        ? this.#act("clock", words.wake, { kind: "snooze", until: null })
        : !isClosed && this.#dialog("clock", words.snooze, "snooze"),
      this.#dialog("label", words.labels, "labels"),
      {
        mark: "note",
        word: words.note,
        go: () => this.dispatchEvent(new CustomEvent("compose-note")),
      },
      this.#act("pinUp", row.fijada ? words.unpin : words.pin, {
        kind: "pin",
        pinned: !row.fijada,
      }),
      row.stopBot
        ? this.#dialog("bot", words.giveToBot, "farewell")
        : this.#act("bot", words.takeFromBot, { kind: "take_from_bot" }),
      isClosed
        ? this.#act("refresh", words.reopen, { kind: "reopen" })
        : this.#act("done", words.close, { kind: "close" }, words.done.close),
      {
        ...this.#dialog(
          "question",
          supervisor ? words.whyOfAgent : words.why,
          "why",
        ),
        isApart: true,
      },
      this.#dialog("bolt", words.replies, "replies"),
    ];
    return choices.filter((choice) => choice !== false);
  }

  #dialog(mark: IconName, word: string, dialog: DialogName): Choice {
    return { mark, word, go: () => report(this, "dialog-open", { dialog }) };
  }

  #act(
    mark: IconName,
    word: string,
    act: ConversationAct,
    done?: string,
  ): Choice {
    return { mark, word, go: () => report(this, "act", { act, done }) };
  }

  #choose(choice: Choice) {
    this.#close();
    choice.go();
  }

  #toggle() {
    if (this.isOpen) this.#close();
    else void this.#open(0);
  }

  #openByKey(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    void this.#open(event.key === "ArrowDown" ? 0 : -1);
  }

  async #open(at: number) {
    this.isOpen = true;
    await this.updateComplete;
    this.#items().at(at)?.focus();
  }

  #close() {
    this.isOpen = false;
    this.opener.focus();
  }

  #leave(event: FocusEvent) {
    const to = event.relatedTarget as Node | null;
    if (!to || !this.renderRoot.contains(to)) this.isOpen = false;
  }

  #key(event: KeyboardEvent) {
    if (event.key === "Escape" || event.key === "Tab") {
      event.stopPropagation();
      return this.#close();
    }
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(":focus"));
    const to: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  }

  #items(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>(
      "[role=menuitem]",
    )];
  }
}
