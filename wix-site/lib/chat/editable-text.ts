import { css, html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import { panelWords } from "./panel_texts.ts";

/** A text that can be changed where it stands. Reports `save` with the new one. */
@customElement("editable-text")
export class EditableText extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      .shown {
        display: flex;
        align-items: flex-start;
        gap: var(--s1);
      }

      .shown slot,
      .shown p {
        flex: 1;
        min-width: 0;
        margin: 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .none {
        color: var(--ink-faint);
      }

      .round {
        width: 2rem;
        height: 2rem;
        margin: -0.25rem -0.25rem -0.25rem auto;
      }

      .round .icon {
        width: 1.125rem;
        height: 1.125rem;
      }

      :host([centered]) .shown {
        justify-content: center;
        align-items: center;
      }

      :host([centered]) .shown p {
        flex: 0 1 auto;
        font-size: var(--t-title);
        font-weight: 650;
        letter-spacing: -0.015em;
        line-height: 1.2;
      }

      :host([centered]) .round {
        margin: 0 -2.25rem 0 0;
      }

      form {
        display: grid;
        gap: var(--s2);
      }

      input,
      textarea {
        width: 100%;
        padding: var(--s2) var(--s3);
        border: 1px solid var(--ink-faint);
        border-radius: var(--round);
        background: var(--paper);
        font-size: max(1rem, var(--t-body));
        text-align: start;
      }

      textarea {
        min-height: 6rem;
        resize: vertical;
        line-height: 1.4;
      }

      .buttons {
        display: flex;
        justify-content: flex-end;
        gap: var(--s2);
      }

      .action {
        min-height: 2.25rem;
        padding: var(--s1) var(--s4);
        font-size: var(--t-note);
      }
    `,
  ];

  @property()
  accessor value = "";
  /** What it is, for its field. */
  @property()
  accessor label = "";
  /** What stands there while it is empty. */
  @property()
  accessor empty = "";
  @property({ type: Boolean })
  accessor long = false;
  @property({ type: Boolean, reflect: true })
  accessor centered = false;
  @property({ type: Number })
  accessor most = 100;
  @state()
  accessor isEdited = false;
  @query("input, textarea")
  accessor field!: HTMLInputElement | HTMLTextAreaElement | null;
  @query(".round")
  accessor opener!: HTMLButtonElement | null;

  override render() {
    const words = panelWords();
    if (!this.isEdited) {
      return html`
        <div class="shown">
          <p dir="auto" class=${this.value.trim() ? "" : "none"}>${this.value
            .trim() || this.empty}</p>
          <button class="round" aria-label="${words.edit}: ${this.label}"
            title=${words.edit} @click=${this.#open}>${icon("edit")}</button>
        </div>
      `;
    }
    return html`
      <form @submit=${this.#save} @keydown=${this.#key}>
        ${this.long
          ? html`
            <textarea aria-label=${this.label} dir="auto"
              maxlength=${this.most} .value=${this.value}></textarea>
          `
          : html`
            <input aria-label=${this.label} dir="auto"
              maxlength=${this.most} autocomplete="off" .value=${this.value}>
          `}
        <div class="buttons">
          <button type="button" class="action quiet" @click=${this
            .#close}>${words.cancel}</button>
          <button class="action">${words.save}</button>
        </div>
      </form>
    `;
  }

  async #open() {
    this.isEdited = true;
    await this.updateComplete;
    this.field?.focus();
  }

  async #close() {
    this.isEdited = false;
    await this.updateComplete;
    this.opener?.focus();
  }

  #key(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    void this.#close();
  }

  #save(event: SubmitEvent) {
    event.preventDefault();
    const text = this.field?.value.trim() ?? "";
    if (text !== this.value.trim()) {
      this.dispatchEvent(new CustomEvent("save", { detail: text }));
    }
    void this.#close();
  }
}
