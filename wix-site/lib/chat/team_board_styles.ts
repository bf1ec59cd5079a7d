import { css } from "lit";

export const teamBoardStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100%;
    min-height: 0;
    background: var(--panel);
    container: board / inline-size;
  }

  header {
    display: flex;
    align-items: center;
    gap: var(--s2);
    min-height: var(--bar);
    padding: 0 var(--s2) 0 var(--s5);
    background: var(--paper);
    border-bottom: 1px solid var(--line);
  }

  :host([dropping]) header {
    background: var(--brand-soft);
    color: var(--brand-strong);
  }

  .back {
    display: var(--back, none);
    margin-inline-start: calc(-1 * var(--s3));
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: 1.125rem;
    font-weight: 650;
  }

  .body {
    padding: var(--s5);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  dl {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr)) minmax(0, 2fr);
    gap: var(--s3);
    margin: 0 0 var(--s3);
  }

  dl > div {
    display: grid;
    align-content: space-between;
    gap: var(--s1);
    min-width: 0;
    padding: var(--s3) var(--s4);
    border-radius: var(--round);
    background: var(--paper);
    box-shadow: var(--shadow-1);
  }

  dt {
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  dd {
    margin: 0;
    min-width: 0;
  }

  .number {
    font-size: 1.75rem;
    font-weight: 650;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }

  .longest {
    display: grid;
    width: 100%;
    min-height: 2.5rem;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
  }

  .longest strong {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--brand-strong);
  }

  .longest small {
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  .nobody {
    color: var(--ink-soft);
  }

  .hint,
  .old {
    margin: 0 0 var(--s4);
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  .old {
    color: var(--warning);
  }

  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
    gap: var(--s3);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    min-width: 0;
  }

  @container board (max-width: 34rem) {
    .body {
      padding: var(--s4);
    }

    dl {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }

    dl > div:last-child {
      grid-column: 1 / -1;
    }
  }
`;
