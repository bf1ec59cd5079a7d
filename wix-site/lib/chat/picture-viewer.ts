import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import { texts } from "./texts.ts";

/** A picture that can be looked at. */
export interface Picture {
  url: string;
  name: string;
}

/** Shows one picture large, above everything; arrow keys walk through the thread's others, Escape closes. */
@customElement("picture-viewer")
export class PictureViewer extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dialog {
        width: 100vw;
        height: 100dvh;
        max-width: none;
        max-height: none;
        margin: 0;
        padding: 0;
        border: 0;
        background: var(--veil);
        color: #fff;
      }

      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }

      dialog::backdrop {
        background: none;
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--s2);
        padding: var(--s2) var(--s4);
      }

      header b {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-weight: 600;
      }

      .round,
      .round:hover:not(:disabled) {
        color: #fff;
      }

      .round:hover {
        background: rgb(255 255 255 / 16%) !important;
      }

      img {
        width: 100%;
        height: 100%;
        padding: var(--s4);
        object-fit: contain;
      }
    `,
  ];

  @property({ attribute: false })
  accessor pictures: readonly Picture[] = [];
  @property({ type: Number })
  accessor at = 0;
  @query("dialog")
  accessor dialog!: HTMLDialogElement;

  override render() {
    const words = texts();
    const picture = this.pictures[this.at];
    return html`
      <dialog aria-label=${picture?.name ?? words.message.picture}
        @keydown=${this.#key} @click=${this.#outside}>
        <header>
          <b dir="auto">${picture?.name ?? ""}</b>
          <a class="round" href=${picture?.url ?? nothing} target="_blank"
            rel="noopener noreferrer"
            aria-label=${words.message.downloadPlain}>${icon("download")}</a>
          <button class="round" aria-label=${words.close} @click=${this.#close}>
            ${icon("close")}</button>
        </header>
        ${picture
          ? html`<img src=${picture.url} alt=${picture.name}>`
          : nothing}
      </dialog>
    `;
  }

  /** Whether it lies over the page now. */
  get isOpen(): boolean {
    return this.dialog.open;
  }

  /** Opens it on one of the pictures. */
  async show(pictures: readonly Picture[], url: string) {
    this.pictures = pictures;
    this.at = Math.max(0, pictures.findIndex((picture) => picture.url === url));
    await this.updateComplete;
    this.dialog.showModal();
  }

  #key(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const last = this.pictures.length - 1;
    this.at = Math.max(0, Math.min(last, this.at + step));
  }

  #outside(event: Event) {
    if ((event.target as Element).matches("img, header")) return;
    if (event.target === this.dialog) this.#close();
  }

  #close() {
    this.dialog.close();
  }
}
