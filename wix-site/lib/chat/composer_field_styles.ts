import { css } from "lit";

export const composerFieldStyles = css`
  :host {
    display: block;
  }

  .field {
    display: flex;
    align-items: flex-end;
    border-radius: 1.375rem;
    background: var(--paper);
    box-shadow: inset 0 0 0 1px var(--field-ring, var(--line));
    transition: box-shadow var(--quick) var(--ease);
  }

  .field:focus-within {
    box-shadow: inset 0 0 0 2px var(--field-ring, var(--brand));
  }

  .round {
    width: 2.75rem;
    height: 2.75rem;
  }

  .round[aria-expanded="true"] {
    color: var(--brand-strong);
  }

  .text {
    flex: 1;
    min-width: 0;
    display: grid;
  }

  :host([mode="note"]) .text {
    margin-inline-end: var(--s4);
  }

  /* The text and a hidden copy of it share one cell: the copy gives the height. */
  textarea,
  .copy {
    grid-area: 1 / 1;
    padding: 0.625rem 0;
    font: inherit;
    font-size: max(1rem, var(--t-body));
    line-height: 1.4;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    min-height: 2.75rem;
    max-height: 11rem;
  }

  .copy {
    visibility: hidden;
    overflow: hidden;
  }

  textarea {
    width: 100%;
    border: 0;
    background: none;
    resize: none;
    color: var(--ink);
    scrollbar-width: thin;
  }

  textarea:focus-visible {
    outline: none;
  }

  textarea::placeholder {
    color: var(--ink-faint);
    opacity: 1;
  }
`;
