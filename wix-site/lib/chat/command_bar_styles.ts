import { css } from "lit";

export const commandBarStyles = css`
  dialog {
    width: min(36rem, calc(100vw - 1.5rem));
    max-height: min(30rem, calc(100dvh - 4rem));
    margin: min(12vh, 6rem) auto auto;
    padding: 0;
    border: 0;
    border-radius: var(--round-big);
    background: var(--paper);
    color: var(--ink);
    box-shadow: var(--shadow-2);
    overflow: hidden;
  }

  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    animation: rise var(--quick) var(--ease);
  }

  dialog::backdrop {
    background: rgb(8 20 15 / 35%);
  }

  .field {
    display: flex;
    align-items: center;
    gap: var(--s3);
    padding: 0 var(--s4);
    border-bottom: 1px solid var(--line);
    color: var(--ink-soft);
  }

  input {
    flex: 1;
    min-width: 0;
    height: 3.5rem;
    border: 0;
    background: none;
    color: var(--ink);
    font-size: 1.0625rem;
  }

  input:focus-visible {
    outline: none;
  }

  input::placeholder {
    color: var(--ink-faint);
    opacity: 1;
  }

  .found {
    padding: 0 var(--s2) var(--s2);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .group {
    padding: var(--s3) var(--s2) var(--s1);
    color: var(--ink-faint);
    font-size: var(--t-small);
    font-weight: 650;
  }

  .command {
    display: flex;
    align-items: center;
    gap: var(--s3);
    min-height: 2.5rem;
    padding: var(--s1) var(--s3);
    border-radius: var(--round);
    cursor: pointer;
  }

  .command[aria-selected="true"] {
    background: var(--chosen);
  }

  .command .icon {
    width: 1.125rem;
    height: 1.125rem;
    color: var(--ink-soft);
  }

  .command span {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  small {
    flex: none;
    color: var(--ink-soft);
    font-size: var(--t-small);
    font-variant-numeric: tabular-nums;
  }

  p {
    margin: 0;
    padding: var(--s4);
    color: var(--ink-soft);
    text-align: center;
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(-0.5rem);
    }
  }
`;
