import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { BINDINGS } from "./key_bindings.ts";
import { shellWords } from "./shell_texts.ts";

/** Every shortcut and what it does. */
@customElement("keys-help")
export class KeysHelp extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s2) var(--s4);
        align-items: baseline;
        margin: 0;
      }

      dt {
        display: flex;
        gap: var(--s1);
      }

      kbd {
        min-width: 1.75rem;
        padding: 0.125rem var(--s2);
        border: 1px solid var(--line);
        border-bottom-width: 2px;
        border-radius: 0.375rem;
        background: var(--panel);
        font: inherit;
        font-size: var(--t-note);
        font-weight: 600;
        text-align: center;
      }

      dd {
        margin: 0;
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ type: Boolean })
  accessor supervisor = false;

  override render() {
    const words = shellWords().keyNames;
    const shown = BINDINGS.filter(({ isSupervisors }) =>
      this.supervisor || !isSupervisors
    );
    return html`
      <dl>${shown.map(({ shown, what }) =>
        html`
          <dt>${shown.split(" ").map((key) => html`<kbd>${key}</kbd>`)}</dt>
          <dd>${words[what]}</dd>
        `
      )}</dl>
    `;
  }
}
