import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import type { Me } from "./chat_state.ts";
import { icon } from "./icons.ts";
import { productMark, productMarkStyles } from "./product_mark.ts";
import { report } from "./reports.ts";
import { texts } from "./texts.ts";

/** How long a pause in typing starts a search. */
const PAUSE_MS = 200;

/** The head of the list: whose page it is, refresh, leave, and the search. */
@customElement("list-header")
export class ListHeader extends LitElement {
  static override styles = [
    baseStyles,
    productMarkStyles,
    css`
      :host {
        display: block;
        flex: none;
      }

      .bar {
        display: flex;
        align-items: center;
        gap: var(--s1);
        min-height: var(--bar);
        padding: 0 var(--s2) 0 var(--s4);
      }

      .product-mark {
        margin-inline-end: var(--s2);
      }

      .who {
        flex: 1;
        min-width: 0;
        display: grid;
        line-height: 1.2;
      }

      strong {
        font-size: 1.125rem;
        font-weight: 700;
        letter-spacing: -0.02em;
      }

      .who small {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--ink-soft);
        font-size: var(--t-note);
      }

      .turning .icon {
        animation: turn 0.9s linear infinite;
      }

      .search {
        display: flex;
        align-items: center;
        gap: var(--s2);
        margin: 0 var(--s3) var(--s2);
        padding-inline-start: var(--s3);
        height: 2.5rem;
        border-radius: 1.25rem;
        background: var(--sunken);
        color: var(--ink-soft);
      }

      .search:focus-within {
        box-shadow: inset 0 0 0 2px var(--brand);
        background: var(--paper);
      }

      .search .icon {
        width: 1.1875rem;
        height: 1.1875rem;
      }

      input {
        flex: 1;
        min-width: 0;
        height: 100%;
        border: 0;
        background: none;
        color: var(--ink);
        font-size: max(1rem, var(--t-body));
      }

      input:focus-visible {
        outline: none;
      }

      input::placeholder {
        color: var(--ink-faint);
        opacity: 1;
      }

      input::-webkit-search-cancel-button {
        display: none;
      }

      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
    `,
  ];

  @property({ attribute: false })
  accessor me: Me | null = null;
  @property({ type: Boolean })
  accessor refreshing = false;
  @state()
  accessor query = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const words = texts();
    return html`
      <div class="bar">
        ${productMark()}
        <div class="who">
          <strong>${words.product}</strong>
          ${this.me
            ? html`<small dir="auto">${this.me.name} · ${
              words.access.role[this.me.role]
            }</small>`
            : nothing}
        </div>
        <button class="round ${this.refreshing ? "turning" : ""}" title=${words
          .list.refresh}
          aria-label=${words.list.refresh} @click=${this.#refresh}>${icon(
            "refresh",
          )}</button>
        <button class="round" title=${words.list.leave} aria-label=${words.list
          .leave}
          @click=${this.#leave}>${icon("door")}</button>
      </div>
      <div class="search" role="search">
        ${icon("search")}
        <input type="search" dir="auto" autocomplete="off" spellcheck="false"
          aria-label=${words.list.search} placeholder=${words.list.search}
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
    if (event.key === "Escape" && this.query) this.#clear();
  }

  #clear() {
    clearTimeout(this.#timer);
    this.query = "";
    this.#search();
    this.renderRoot.querySelector("input")?.focus();
  }

  #refresh() {
    report(this, "list-refresh");
  }

  #leave() {
    report(this, "sign-out");
  }
}
