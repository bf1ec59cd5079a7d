import { css } from "lit";

export const composerStyles = css`
  :host {
    display: block;
    position: relative;
    background: var(--panel);
    border-top: 1px solid var(--line);
  }

  form {
    display: flex;
    align-items: flex-end;
    gap: var(--s1);
    padding: var(--s2) var(--s3);
    padding-bottom: max(var(--s2), env(safe-area-inset-bottom));
  }

  .field {
    flex: 1;
    min-width: 0;
    display: grid;
    border-radius: 1.375rem;
    background: var(--paper);
    box-shadow: inset 0 0 0 1px var(--line);
    transition: box-shadow var(--quick) var(--ease);
  }

  .field:focus-within {
    box-shadow: inset 0 0 0 2px var(--brand);
  }

  /* The text and a hidden copy of it share one cell: the copy gives the height. */
  textarea,
  .copy {
    grid-area: 1 / 1;
    padding: 0.625rem var(--s4);
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

  .round {
    width: 2.75rem;
    height: 2.75rem;
  }

  .send {
    background: var(--brand);
    color: var(--on-brand);
  }

  .send:hover:not(:disabled) {
    background: var(--brand-strong);
    color: var(--on-brand);
  }

  .send:disabled {
    background: var(--sunken);
    color: var(--ink-faint);
  }

  .count {
    padding: 0 var(--s5) var(--s2);
    text-align: end;
    font-size: var(--t-small);
    color: var(--ink-soft);
  }

  .count.over {
    color: var(--danger);
    font-weight: 600;
  }

  .problems {
    margin: 0;
    padding: var(--s2) var(--s4) 0;
    color: var(--danger);
    font-size: var(--t-note);
    list-style: none;
  }

  .closed {
    display: flex;
    gap: var(--s3);
    align-items: center;
    padding: var(--s4);
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  .closed p {
    margin: 0;
    max-width: 44rem;
    text-wrap: pretty;
  }

  .closed b {
    display: block;
    color: var(--ink);
  }

  .closed .icon {
    color: var(--warning);
  }
`;
