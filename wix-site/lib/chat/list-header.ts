import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import type { Me } from "./chat_state.ts";
import { icon, type IconName } from "./icons.ts";
import { listHeaderStyles } from "./list_header_styles.ts";
import { listWords } from "./list_texts.ts";
import { productMark, productMarkStyles } from "./product_mark.ts";
import { report } from "./reports.ts";
import { shellWords } from "./shell_texts.ts";
import { texts } from "./texts.ts";

/** How long a pause in typing starts a search. */
const PAUSE_MS = 200;

/** The head of the list: whose page it is, what can be opened from anywhere, and the search. */
@customElement("list-header")
export class ListHeader extends LitElement {
  static override styles = [baseStyles, productMarkStyles, listHeaderStyles];

  @property({ attribute: false })
  accessor me: Me | null = null;
  @property({ type: Boolean })
  accessor refreshing = false;
  @property({ type: Boolean })
  accessor team = false;
  /** How many notes that mention the agent wait to be seen. */
  @property({ type: Number })
  accessor mentions = 0;
  /** What the list is searched for now, also when something else than this field asked for it. */
  @property()
  accessor searched: string | null = null;
  @state()
  accessor query = "";
  @query("input")
  accessor input!: HTMLInputElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override willUpdate(changed: Map<string, unknown>) {
    const searched = this.searched ?? "";
    if (!changed.has("searched") || searched === this.query.trim()) return;
    this.query = searched;
  }

  override render() {
    const words = texts();
    const { me } = this;
    return html`
      <div class="bar">
        ${productMark()}
        <div class="who">
          <strong>${words.product}</strong>
          ${me
            ? html`<small dir="auto">${me.name} · ${
              words.access.role[me.role]
            }</small>`
            : nothing}
        </div>
        ${this.mentions > 0
          ? html`
            <button class="round mentions" title=${shellWords().mentions
              .unseen(this.mentions)} aria-label=${shellWords().mentions.unseen(
                this.mentions,
              )}
              @click=${() => report(this, "panel-open", { panel: "mentions" })}>
              ${icon("at")}<i aria-hidden="true">${this.mentions}</i></button>
          `
          : nothing} ${this.#button(
            "plus",
            actsWords().start,
            () => report(this, "dialog-open", { dialog: "start" }),
          )}
        ${me?.role === "supervisor"
          ? html`
            <button class="round" title=${shellWords().team}
              aria-label=${shellWords().team} aria-pressed=${this.team
                ? "true"
                : "false"} @click=${() => report(this, "team-toggle")}>
              ${icon("team")}</button>
          `
          : nothing}
        ${this.#button(
          "refresh",
          words.list.refresh,
          () => report(this, "list-refresh"),
          this.refreshing ? "turning" : "",
        )}
        ${this.#button(
          "settings",
          shellWords().settings,
          () => report(this, "panel-open", { panel: "settings" }),
        )}
      </div>
      <div class="search" role="search">
        ${icon("search")}
        <input type="search" dir="auto" autocomplete="off" spellcheck="false"
          aria-label=${listWords().search} placeholder=${listWords().search}
          .value=${this.query} @input=${this.#write} @keydown=${this.#key}>
        ${this.query
          ? html`
            <button class="round" aria-label=${words.list.clear}
              @click=${this.#clear}>${icon("close")}</button>
          `
          : nothing}
      </div>
    `;
  }

  /** Puts the cursor into the search. */
  override focus() {
    this.input.focus();
    this.input.select();
  }

  #button(name: IconName, word: string, act: () => void, kind = "") {
    return html`
      <button class="round ${kind}" title=${word} aria-label=${word}
        @click=${act}>${icon(name)}</button>
    `;
  }

  #write(event: Event) {
    this.query = (event.target as HTMLInputElement).value;
    clearTimeout(this.#timer);
    const wait = this.query.trim() === "" ? 0 : PAUSE_MS;
    this.#timer = setTimeout(() => this.#search(), wait);
  }

  #search() {
    report(this, "list-search", { query: this.query.trim() });
  }

  #key(event: KeyboardEvent) {
    if (event.key === "Escape" && this.query) {
      event.stopPropagation();
      this.#clear();
    }
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    report(this, "list-focus");
  }

  #clear() {
    clearTimeout(this.#timer);
    this.query = "";
    this.#search();
    this.input.focus();
  }
}
