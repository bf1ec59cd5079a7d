import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { fileSize } from "./file_words.ts";
import { icon } from "./icons.ts";
import { texts } from "./texts.ts";

/** The files chosen for the next reply. Taking one out is reported as `remove`, with its place. */
@customElement("attachment-tray")
export class AttachmentTray extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
        max-height: 14rem;
        margin: 0;
        padding: var(--s3) var(--s3) 0;
        overflow: auto;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--s2);
        max-width: 16rem;
        padding: var(--s1);
        border-radius: var(--round);
        background: var(--sunken);
      }

      .look {
        display: grid;
        place-items: center;
        width: 3rem;
        height: 3rem;
        flex: none;
        border-radius: 0.5rem;
        overflow: hidden;
        background: var(--paper);
        color: var(--brand-strong);
      }

      img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }

      .facts {
        min-width: 0;
        display: grid;
        font-size: var(--t-note);
      }

      .facts b {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-weight: 600;
      }

      small {
        color: var(--ink-soft);
      }

      .round {
        width: 2rem;
        height: 2rem;
      }
    `,
  ];

  @property({ attribute: false })
  accessor files: readonly File[] = [];
  #looks = new Map<File, string>();

  override willUpdate() {
    for (const [file, look] of this.#looks) {
      if (this.files.includes(file)) continue;
      URL.revokeObjectURL(look);
      this.#looks.delete(file);
    }
    for (const file of this.files) {
      if (this.#looks.has(file) || !file.type.startsWith("image/")) continue;
      this.#looks.set(file, URL.createObjectURL(file));
    }
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    for (const look of this.#looks.values()) URL.revokeObjectURL(look);
    this.#looks.clear();
  }

  override render() {
    if (this.files.length === 0) return nothing;
    return html`
      <ul aria-label=${texts().composer.attached}>
        ${this.files.map((file, at) => this.#file(file, at))}
      </ul>
    `;
  }

  #file(file: File, at: number) {
    const look = this.#looks.get(file);
    return html`
      <li>
        <span class="look">${look
          ? html`<img src=${look} alt="">`
          : icon("file")}</span>
        <span class="facts"><b dir="auto">${file.name}</b>
          <small class="numbers">${fileSize(file.size)}</small></span>
        <button class="round" aria-label=${texts().composer.remove(file.name)}
          @click=${() => this.#remove(at)}>${icon("close")}</button>
      </li>
    `;
  }

  #remove(at: number) {
    this.dispatchEvent(new CustomEvent("remove", { detail: at }));
  }
}
