import { css } from "lit";

/** One calm line; what is behind it opens below, in its place in the column. */
export const healthMeterStyles = css`
  :host {
    display: block;
    flex: none;
    margin: 0 var(--s3) var(--s2);
  }

  .line {
    display: flex;
    align-items: center;
    gap: var(--s2);
    width: 100%;
    min-height: 2rem;
    padding: 0 var(--s3);
    border: 0;
    border-radius: var(--round);
    background: none;
    color: var(--ink-soft);
    font-size: var(--t-note);
    text-align: start;
    transition: background var(--quick) var(--ease);
  }

  .line:hover,
  .line[aria-expanded="true"] {
    background: var(--hover);
  }

  .line span {
    flex: 1;
    min-width: 0;
  }

  .line .icon {
    width: 1.0625rem;
    height: 1.0625rem;
  }

  .calm .mark {
    color: var(--brand);
  }

  .warning .line {
    background: var(--warning-soft);
    color: var(--warning);
  }

  .danger .line {
    background: var(--danger-soft);
    color: var(--danger);
    font-weight: 600;
  }

  .open .fold {
    transform: rotate(0.5turn);
  }

  .more {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s3);
    max-height: 46vh;
    overflow: auto;
    margin-top: var(--s1);
    padding: var(--s3);
    border-radius: var(--round);
    background: var(--panel);
    font-size: var(--t-note);
  }

  dl {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--s1);
    margin: 0;
    text-align: center;
  }

  dt {
    color: var(--ink-soft);
    font-size: var(--t-small);
  }

  dd {
    margin: 0;
    font-size: var(--t-name);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }

  dl > div {
    display: flex;
    flex-direction: column-reverse;
    justify-content: flex-end;
  }

  .danger .lost {
    color: var(--danger);
  }

  p,
  ul {
    margin: 0;
    padding: 0;
  }

  .note {
    color: var(--ink-soft);
  }

  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s2);
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    gap: var(--s2);
  }

  li div {
    flex: 1;
    min-width: 0;
  }

  li strong,
  li small {
    display: block;
    overflow-wrap: anywhere;
  }

  li strong {
    font-weight: 600;
  }

  li small {
    color: var(--ink-soft);
    font-size: var(--t-small);
  }

  li .action {
    flex: none;
    min-height: 2rem;
    padding: 0 var(--s3);
  }
`;
