import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { icon, type IconName } from "./icons.ts";
import { productMark, productMarkStyles } from "./product_mark.ts";

/** What stands where there is nothing to show: what is the matter and what happens next. Actions go in its slot. */
@customElement("designed-state")
export class DesignedState extends LitElement {
  static override styles = [
    baseStyles,
    productMarkStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        height: 100%;
        padding: var(--s5);
        text-align: center;
        overflow: auto;
      }

      .words {
        display: grid;
        justify-items: center;
        gap: var(--s2);
        max-width: 24rem;
        animation: rise var(--calm) var(--ease) both;
      }

      .mark {
        display: grid;
        place-items: center;
        width: 4.5rem;
        height: 4.5rem;
        margin-bottom: var(--s3);
        border-radius: 50% 50% 50% 0.75rem;
        background: var(--brand-soft);
        color: var(--brand-strong);
      }

      :host([tone="warning"]) .mark {
        background: var(--warning-soft);
        color: var(--warning);
      }

      .mark .icon {
        width: 2rem;
        height: 2rem;
        stroke-width: 1.5;
      }

      .mark .product-mark {
        width: 2.75rem;
        height: 2.75rem;
      }

      .mark.busy > * {
        animation: breathe 1.6s ease-in-out infinite alternate;
      }

      h2 {
        margin: 0;
        font-size: var(--t-title);
        font-weight: 650;
        letter-spacing: -0.012em;
        line-height: 1.25;
        text-wrap: balance;
      }

      :host([size="small"]) h2 {
        font-size: var(--t-name);
      }

      :host([size="small"]) .mark {
        width: 3.5rem;
        height: 3.5rem;
      }

      p {
        margin: 0;
        color: var(--ink-soft);
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }

      ::slotted(*) {
        margin-top: var(--s3);
      }

      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(0.375rem);
        }
      }

      @keyframes breathe {
        from {
          opacity: 0.35;
        }
      }
    `,
  ];

  @property()
  accessor mark: IconName | "product" = "speak";
  @property()
  accessor heading = "";
  @property()
  accessor words = "";
  @property({ reflect: true })
  accessor tone: "plain" | "warning" = "plain";
  @property({ reflect: true })
  accessor size: "small" | "big" = "big";
  @property({ type: Boolean })
  accessor busy = false;

  override render() {
    return html`
      <div class="words">
        <div class="mark ${this.busy ? "busy" : ""}">${this.mark === "product"
          ? productMark()
          : icon(this.mark)}</div>
        <h2>${this.heading}</h2>
        ${this.words ? html`<p dir="auto">${this.words}</p>` : nothing}
        <slot></slot>
      </div>
    `;
  }
}
