import { css } from "lit";

/** What every element of the page has in common: type, focus rings, buttons, words for screen readers only. */
export const baseStyles = css`
  :host {
    box-sizing: border-box;
    font-family: var(--font);
    font-size: var(--t-body);
    line-height: 1.4;
    color: var(--ink);
    -webkit-font-smoothing: antialiased;
    -webkit-tap-highlight-color: transparent;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  [hidden] {
    display: none !important;
  }

  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }

  button {
    cursor: pointer;
  }

  button:disabled {
    cursor: default;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .icon {
    width: 1.375rem;
    height: 1.375rem;
    flex: none;
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .round {
    display: inline-grid;
    place-items: center;
    width: 2.5rem;
    height: 2.5rem;
    flex: none;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    color: var(--ink-soft);
    transition: background var(--quick) var(--ease), color var(--quick)
      var(--ease);
  }

  .round:hover:not(:disabled) {
    background: var(--sunken);
    color: var(--ink);
  }

  .round[aria-pressed="true"] {
    background: var(--brand-soft);
    color: var(--brand-strong);
  }

  .action {
    padding: var(--s2) var(--s4);
    border: 0;
    border-radius: 999px;
    background: var(--brand);
    color: var(--on-brand);
    font-weight: 600;
    min-height: 2.5rem;
    transition: background var(--quick) var(--ease);
  }

  .action:hover:not(:disabled) {
    background: var(--brand-strong);
  }

  .action.quiet {
    background: none;
    color: var(--brand-strong);
    box-shadow: inset 0 0 0 1px var(--line);
  }

  .action.quiet:hover {
    background: var(--brand-soft);
  }

  .only-read {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .numbers {
    font-variant-numeric: tabular-nums;
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      scroll-behavior: auto !important;
    }
  }
`;
