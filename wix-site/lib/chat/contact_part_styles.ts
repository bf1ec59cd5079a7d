import { css } from "lit";

/** What stands in the parts of the panel: chips, the switch, lists, files. */
export const panelPartStyles = css`
  h5 {
    margin: var(--s3) 0 var(--s1);
    font-size: var(--t-note);
    font-weight: 600;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s1);
  }

  .switch {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--s3);
  }

  [role="switch"] {
    position: relative;
    width: 2.75rem;
    height: 1.5rem;
    flex: none;
    padding: 0;
    border: 0;
    border-radius: 999px;
    background: var(--ink-faint);
    transition: background var(--quick) var(--ease);
  }

  [role="switch"]::after {
    content: "";
    position: absolute;
    inset: 0.1875rem auto auto 0.1875rem;
    width: 1.125rem;
    height: 1.125rem;
    border-radius: 50%;
    background: var(--paper);
    transition: transform var(--quick) var(--ease);
  }

  [role="switch"][aria-checked="true"] {
    background: var(--brand);
  }

  [role="switch"][aria-checked="true"]::after {
    transform: translateX(1.25rem);
  }

  .notes,
  .things,
  .links {
    display: grid;
    gap: var(--s2);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .notes li {
    padding: var(--s2) var(--s3);
    border-radius: var(--round);
    background: var(--warning-soft);
    font-size: var(--t-note);
  }

  .notes small,
  .things small,
  .links small {
    display: block;
    color: var(--ink-soft);
    font-size: var(--t-small);
  }

  .things b {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  dl.small {
    gap: var(--s2);
    padding: 0;
    border: 0;
  }

  .links {
    gap: 0;
  }

  .links button {
    display: flex;
    align-items: center;
    gap: var(--s3);
    width: 100%;
    min-height: 2.75rem;
    padding: var(--s1) var(--s2);
    margin: 0 calc(-1 * var(--s2));
    border: 0;
    border-radius: var(--round);
    background: none;
    text-align: start;
  }

  .links button:hover {
    background: var(--hover);
  }

  .links .icon {
    color: var(--ink-soft);
  }

  .links .danger,
  .links .danger .icon {
    color: var(--danger);
  }

  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }

  dd.warn {
    color: var(--warning);
    font-weight: 600;
  }

  section p {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  section p.none {
    color: var(--ink-faint);
  }

  .pictures {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.1875rem;
    margin-bottom: var(--s2);
  }

  .pictures button {
    aspect-ratio: 1;
    padding: 0;
    border: 0;
    border-radius: 0.375rem;
    overflow: hidden;
    background: var(--sunken);
    cursor: zoom-in;
  }

  .pictures img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  .files {
    display: grid;
    gap: var(--s1);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .files a {
    display: flex;
    align-items: center;
    gap: var(--s2);
    padding: var(--s1) 0;
    color: inherit;
    text-decoration: none;
  }

  .files a:hover span {
    text-decoration: underline;
  }

  .files span {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .files small {
    color: var(--ink-faint);
  }
`;
