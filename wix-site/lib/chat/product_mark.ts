import { css, html, type TemplateResult } from "lit";

/** Two speech bubbles, one handing over to the other. */
export function productMark(): TemplateResult {
  return html`
    <svg class="product-mark" viewBox="0 0 36 36" aria-hidden="true">
      <path
        class="leaf"
        d="M15 4a11.5 11.5 0 0 0-9.6 17.8L4 27.6l5.9-1.5A11.5 11.5 0 0 0 15.6 27 14.6 14.6 0 0 1 26 13.6 11.5 11.5 0 0 0 15 4Z"
      ></path>
      <path
        class="next"
        d="M26.8 16.4a8.9 8.9 0 1 0 .2 15.5l4.4 1.1-1.1-4.3a8.9 8.9 0 0 0-3.5-12.3Z"
      ></path>
    </svg>
  `;
}

export const productMarkStyles = css`
  .product-mark {
    width: 2.25rem;
    height: 2.25rem;
    flex: none;
    display: block;
  }

  .product-mark .leaf {
    fill: var(--brand);
  }

  .product-mark .next {
    fill: var(--accent);
  }
`;
