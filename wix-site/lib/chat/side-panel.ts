import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import { report } from "./reports.ts";

/** A sheet over the page for something that is set and left: Esc, a press beside it or its cross close it. */
@customElement("side-panel")
export class SidePanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dialog {
        width: min(26rem, 100vw);
        max-width: 100vw;
        height: 100%;
        max-height: 100dvh;
        margin: 0;
        padding: 0;
        border: 0;
        background: var(--paper);
        color: var(--ink);
        box-shadow: var(--shadow-2);
        overflow: hidden;
      }

      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        animation: come var(--calm) var(--ease);
      }

      dialog::backdrop {
        background: rgb(8 20 15 / 35%);
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--s2);
        min-height: var(--bar);
        padding: 0 var(--s2) 0 var(--s4);
        border-bottom: 1px solid var(--line);
      }

      h2 {
        flex: 1;
        margin: 0;
        font-size: 1.125rem;
        font-weight: 650;
      }

      .body {
        padding: var(--s4);
        overflow-y: auto;
        overscroll-behavior: contain;
      }

      @keyframes come {
        from {
          opacity: 0;
          transform: translateX(-1rem);
        }
      }
    `,
  ];

  @property()
  accessor heading = "";
  @query("dialog")
  accessor dialog!: HTMLDialogElement;

  override firstUpdated() {
    this.dialog.showModal();
  }

  override render() {
    return html`
      <dialog aria-label=${this.heading} @close=${() =>
        report(this, "panel-closed")}
        @click=${this.#outside}>
        <header>
          <h2>${this.heading}</h2>
          <button class="round" aria-label=${actsWords().cancel}
            @click=${this.#close}>${icon("close")}</button>
        </header>
        <div class="body" @panel-close=${this.#asked}><slot></slot></div>
      </dialog>
    `;
  }

  #asked(event: Event) {
    event.stopPropagation();
    this.#close();
  }

  #outside(event: Event) {
    if (event.target === this.dialog) this.#close();
  }

  #close() {
    this.dialog.close();
  }
}
