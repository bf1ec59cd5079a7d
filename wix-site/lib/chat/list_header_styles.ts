import { css } from "lit";

export const listHeaderStyles = css`
  :host {
    display: block;
    flex: none;
  }

  .bar {
    display: flex;
    align-items: center;
    gap: var(--s1);
    min-height: var(--bar);
    padding: 0 var(--s2) 0 var(--s4);
  }

  .product-mark {
    margin-inline-end: var(--s2);
  }

  .who {
    flex: 1;
    min-width: 0;
    display: grid;
    line-height: 1.2;
  }

  strong {
    font-size: 1.125rem;
    font-weight: 700;
    letter-spacing: -0.02em;
  }

  .who small {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  .mentions {
    position: relative;
    color: var(--brand-strong);
  }

  .mentions i {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    min-width: 1.125rem;
    padding: 0 0.25rem;
    border-radius: 999px;
    background: var(--brand);
    color: var(--on-brand);
    font-size: 0.6875rem;
    font-style: normal;
    font-weight: 700;
    line-height: 1.125rem;
  }

  .turning .icon {
    animation: turn 0.9s linear infinite;
  }

  .search {
    display: flex;
    align-items: center;
    gap: var(--s2);
    margin: 0 var(--s3) var(--s2);
    padding-inline-start: var(--s3);
    height: 2.5rem;
    border-radius: 1.25rem;
    background: var(--sunken);
    color: var(--ink-soft);
  }

  .search:focus-within {
    box-shadow: inset 0 0 0 2px var(--brand);
    background: var(--paper);
  }

  .search .icon {
    width: 1.1875rem;
    height: 1.1875rem;
  }

  input {
    flex: 1;
    min-width: 0;
    height: 100%;
    border: 0;
    background: none;
    color: var(--ink);
    font-size: max(1rem, var(--t-body));
    text-overflow: ellipsis;
  }

  input:focus-visible {
    outline: none;
  }

  input::placeholder {
    color: var(--ink-faint);
    opacity: 1;
  }

  input::-webkit-search-cancel-button {
    display: none;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;
