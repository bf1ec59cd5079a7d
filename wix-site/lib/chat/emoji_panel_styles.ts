import { css } from "lit";

export const emojiPanelStyles = css`
  :host {
    display: block;
  }

  .panel {
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr);
    height: min(20rem, 45vh);
    border-bottom: 1px solid var(--line);
    background: var(--paper);
  }

  .search {
    display: flex;
    align-items: center;
    gap: var(--s2);
    margin: var(--s2) var(--s3);
    padding: 0 var(--s3);
    border-radius: 999px;
    background: var(--sunken);
    color: var(--ink-soft);
  }

  .search:focus-within {
    box-shadow: inset 0 0 0 2px var(--brand);
  }

  .search .icon {
    width: 1.125rem;
    height: 1.125rem;
  }

  input {
    flex: 1;
    min-width: 0;
    height: 2.5rem;
    border: 0;
    background: none;
    color: var(--ink);
    font-size: max(1rem, var(--t-body));
  }

  input:focus-visible {
    outline: none;
  }

  .tabs {
    display: flex;
    padding: 0 var(--s2);
    border-bottom: 1px solid var(--line);
    overflow-x: auto;
    scrollbar-width: none;
  }

  .tabs button {
    flex: 1 0 2.5rem;
    height: 2.5rem;
    padding: 0;
    border: 0;
    border-bottom: 0.1875rem solid transparent;
    background: none;
    font-size: 1.125rem;
    filter: grayscale(0.7);
    opacity: 0.8;
  }

  .tabs button[aria-pressed="true"] {
    border-color: var(--brand);
    filter: none;
    opacity: 1;
  }

  .tabs button:focus-visible,
  .grid button:focus-visible {
    outline-offset: -2px;
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(2.75rem, 1fr));
    align-content: start;
    padding: var(--s2);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }

  .grid button {
    height: 2.75rem;
    padding: 0;
    border: 0;
    border-radius: var(--round);
    background: none;
    font-size: 1.5rem;
    line-height: 1;
    content-visibility: auto;
    contain-intrinsic-size: 2.75rem;
  }

  .grid button:hover {
    background: var(--hover);
  }

  p {
    margin: 0;
    padding: var(--s4);
    color: var(--ink-soft);
    text-align: center;
  }
`;
