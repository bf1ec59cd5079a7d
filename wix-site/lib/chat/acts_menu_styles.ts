import { css } from "lit";

export const actsMenuStyles = css`
  :host {
    position: relative;
    display: inline-block;
  }

  .menu {
    position: absolute;
    inset-inline-end: 0;
    top: calc(100% + var(--s1));
    z-index: 6;
    display: grid;
    width: max-content;
    min-width: 15rem;
    max-width: min(20rem, 90vw);
    max-height: min(30rem, 75vh);
    padding: var(--s2) 0;
    overflow-y: auto;
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
    box-shadow: var(--shadow-2);
    animation: unfold var(--quick) var(--ease);
    transform-origin: top right;
  }

  [role="menuitem"] {
    display: flex;
    align-items: center;
    gap: var(--s3);
    min-height: 2.625rem;
    padding: var(--s2) var(--s4);
    border: 0;
    background: none;
    text-align: start;
  }

  [role="menuitem"] .icon {
    width: 1.25rem;
    height: 1.25rem;
    color: var(--ink-soft);
  }

  [role="menuitem"]:hover,
  [role="menuitem"]:focus-visible {
    background: var(--hover);
    outline-offset: -3px;
  }

  .apart {
    margin-top: var(--s2);
    border-top: 1px solid var(--line);
  }

  @keyframes unfold {
    from {
      opacity: 0;
      transform: scale(0.96);
    }
  }
`;
