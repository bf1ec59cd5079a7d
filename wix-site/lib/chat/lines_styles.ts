import { css } from "lit";

/** The table of the lines and what stands around it. */
export const linesStyles = css`
  :host {
    display: grid;
    gap: var(--s4);
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: var(--s2) var(--s2) var(--s2) 0;
    border-bottom: 1px solid var(--line);
    text-align: start;
    vertical-align: middle;
  }

  thead th {
    padding-top: 0;
    color: var(--ink-soft);
    font-size: var(--t-note);
    font-weight: 600;
  }

  tbody th {
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  th b,
  th small {
    display: block;
  }

  th small {
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  td:last-child {
    width: 0;
    padding-right: 0;
  }

  .state {
    display: flex;
    align-items: center;
    gap: var(--s2);
    font-size: var(--t-note);
    overflow-wrap: anywhere;
  }

  .state.good .icon {
    color: var(--brand);
  }

  .state.bad {
    color: var(--danger);
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr));
    align-items: start;
    gap: var(--s4);
  }

  .note p + p {
    margin-top: var(--s2);
  }

  .note {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--s2);
    padding: var(--s3);
    border-radius: var(--round);
    background: var(--brand-soft);
    font-size: var(--t-note);
  }

  dl,
  dd {
    margin: 0;
  }

  dt {
    color: var(--ink-soft);
  }

  dd {
    user-select: all;
    overflow-wrap: anywhere;
  }

  h3 {
    margin: 0;
    font-size: var(--t-name);
    font-weight: 650;
  }

  .begins {
    justify-self: start;
  }

  /* On a phone a line is a card: its name and provider above, how it fares below. */
  @media (max-width: 34rem) {
    table,
    tbody {
      display: block;
    }

    thead {
      position: absolute;
      clip-path: inset(50%);
    }

    tbody tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      column-gap: var(--s2);
      padding: var(--s2) 0;
      border-bottom: 1px solid var(--line);
    }

    tbody th,
    tbody td {
      padding: var(--s1) 0;
      border: 0;
    }

    tbody td:last-child {
      width: auto;
      justify-self: end;
      min-height: 2.5rem;
    }
  }
`;
