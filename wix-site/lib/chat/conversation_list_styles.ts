import { css } from "lit";

export const listStyles = css`
  :host {
    display: block;
    min-height: 0;
    height: 100%;
    overflow: hidden;
  }

  .scroller {
    height: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }

  .all {
    position: relative;
  }

  .all:focus-visible {
    outline: none;
  }

  .all > * {
    position: absolute;
    inset: 0 0 auto;
  }

  .heading {
    display: flex;
    align-items: end;
    height: 2.5rem;
    margin: 0;
    padding: 0 var(--s4) var(--s1);
    color: var(--brand-strong);
    font-size: var(--t-note);
    font-weight: 650;
  }

  .more {
    display: flex;
    align-items: center;
    justify-content: center;
    height: 2.5rem;
    color: var(--brand-strong);
    font-weight: 600;
    cursor: pointer;
  }

  .more:hover {
    background: var(--hover);
  }

  .more.focused {
    outline: 2px solid var(--focus);
    outline-offset: -3px;
  }

  .foot {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--s3);
    padding: var(--s4);
    color: var(--ink-faint);
    font-size: var(--t-note);
  }

  .bone {
    display: grid;
    grid-template: 1fr 1fr / 3rem 1fr;
    gap: var(--s2) var(--s3);
    height: var(--row);
    padding: 0.875rem var(--s4);
    animation: breathe 1.2s ease-in-out infinite alternate;
  }

  .bone > * {
    background: var(--shimmer);
    border-radius: 0.375rem;
  }

  .bone i {
    grid-row: 1 / 3;
    border-radius: 50%;
    width: 3rem;
    height: 3rem;
  }

  .bone b {
    width: 45%;
  }

  .bone u {
    width: 75%;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
`;
