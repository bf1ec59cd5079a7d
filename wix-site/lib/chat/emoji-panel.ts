import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { composerWords } from "./composer_texts.ts";
import { findEmoji, type NamedEmoji, readEmoji } from "./emoji_names.ts";
import { emojiPanelStyles } from "./emoji_panel_styles.ts";
import { icon } from "./icons.ts";

/** One sign for each group, in the order of the data. */
const SIGNS = ["😀", "👋", "🐻", "🍎", "🚗", "⚽", "💡", "❤️", "🏁"];
const MOST_FOUND = 120;

/** Chooses an emoji, by looking or by its name. Reports `choose` with it, and `close`. */
@customElement("emoji-panel")
export class EmojiPanel extends LitElement {
  static override styles = [baseStyles, emojiPanelStyles];

  /** Of the names: `es`, `en` or `pt`. */
  @property()
  accessor language = "es";
  /** Those chosen lately, the newest first. */
  @property({ attribute: false })
  accessor recent: readonly string[] = [];
  @state()
  accessor groups: readonly (readonly NamedEmoji[])[] = [];
  @state()
  accessor group = 0;
  @state()
  accessor typed = "";
  @query("input")
  accessor search!: HTMLInputElement | null;

  override connectedCallback() {
    super.connectedCallback();
    namesIn(this.language).then(({ groups }) => {
      this.groups = readEmoji(groups);
    });
    this.updateComplete.then(() => this.search?.focus());
  }

  override render() {
    const words = composerWords().emojiPanel;
    return html`
      <div class="panel" role="group" aria-label=${words.title}
        @keydown=${this.#key}>
        <div class="search">${icon("search")}
          <input type="search" aria-label=${words.search}
            placeholder=${words.search} .value=${this.typed}
            @input=${this.#write}></div>
        ${this.typed ? nothing : this.#tabs()}
        <div class="grid" role="listbox" aria-label=${this.#title()}>
          ${this.#shown().map(({ emoji, name }) =>
            html`
              <button role="option" aria-selected="false" aria-label=${name ||
                emoji}
                title=${name} tabindex="-1"
                @click=${() => this.#choose(emoji)}>${emoji}</button>
            `
          )}
        </div>
        ${this.typed && this.#shown().length === 0
          ? html`<p role="status">${words.none}</p>`
          : nothing}
      </div>
    `;
  }

  override updated() {
    // One of the grid is reached by Tab; arrows go on from there.
    const options = this.#options();
    if (!options.some(({ tabIndex }) => tabIndex === 0) && options[0]) {
      options[0].tabIndex = 0;
    }
  }

  #tabs() {
    const words = composerWords().emojiPanel;
    const tabs = this.groups.map((_, at) => ({ at, sign: SIGNS[at] ?? "•" }));
    return html`
      <div class="tabs" role="group">
        ${tabs.map(({ at, sign }) =>
          html`
            <button aria-label=${words.groups[at] ?? ""}
              title=${words.groups[at] ?? ""}
              aria-pressed=${this.group === at ? "true" : "false"}
              @click=${() => this.group = at}>${sign}</button>
          `
        )}
      </div>
    `;
  }

  #title(): string {
    const words = composerWords().emojiPanel;
    return this.typed ? words.title : words.groups[this.group] ?? words.title;
  }

  #shown(): readonly NamedEmoji[] {
    if (this.typed) {
      return findEmoji(this.groups, this.typed).slice(0, MOST_FOUND);
    }
    const group = this.groups[this.group] ?? [];
    if (this.group > 0) return group;
    const lately = this.recent.map((emoji) => ({
      emoji,
      name: this.groups.flat().find((one) => one.emoji === emoji)?.name ?? "",
      words: "",
    }));
    return [
      ...lately,
      ...group.filter(({ emoji }) => !this.recent.includes(emoji)),
    ];
  }

  #write(event: Event) {
    this.typed = (event.target as HTMLInputElement).value;
  }

  #choose(emoji: string) {
    this.dispatchEvent(new CustomEvent("choose", { detail: emoji }));
  }

  #key(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.dispatchEvent(new CustomEvent("close"));
      return;
    }
    const options = this.#options();
    const at = options.findIndex((option) => option.matches(":focus"));
    if (at < 0) {
      if (event.key === "Enter" && this.typed && options[0]) {
        event.preventDefault();
        options[0].click();
      }
      if (event.key === "ArrowDown") this.#go(event, options[0]);
      return;
    }
    const across = this.#across();
    const step: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: across,
      ArrowUp: -across,
    };
    const by = step[event.key];
    if (by === undefined) return;
    this.#go(event, options[at + by] ?? (by < 0 ? this.search : null));
  }

  #go(event: KeyboardEvent, to: HTMLElement | null | undefined) {
    event.preventDefault();
    if (!to) return;
    for (const option of this.#options()) option.tabIndex = -1;
    if (to !== this.search) to.tabIndex = 0;
    to.focus();
  }

  #options(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>(
      "[role=option]",
    )];
  }

  /** How many stand in a row. */
  #across(): number {
    const options = this.#options();
    const top = options[0]?.offsetTop;
    const below = options.findIndex(({ offsetTop }) => offsetTop !== top);
    return below < 0 ? options.length : below;
  }
}

async function namesIn(language: string): Promise<{ groups: string[] }> {
  if (language === "en") return await import("./emoji_en.ts");
  if (language === "pt") return await import("./emoji_pt.ts");
  return await import("./emoji_es.ts");
}
