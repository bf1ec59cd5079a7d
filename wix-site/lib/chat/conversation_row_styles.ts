import { css } from "lit";

export const rowStyles = css`
  :host {
    display: grid;
    grid-template: 1fr 1fr / auto minmax(0, 1fr);
    column-gap: var(--s3);
    height: 4.625rem;
    padding: 0.6875rem var(--s4);
    cursor: pointer;
    position: relative;
    transition: background var(--quick) var(--ease);
  }

  :host(.tall) {
    grid-template-rows: 1fr 1.375rem 1fr;
    row-gap: 0.1875rem;
    height: 6.25rem;
  }

  :host(:hover) {
    background: var(--hover);
  }

  :host([aria-selected="true"]) {
    background: var(--chosen);
  }

  :host([aria-selected="true"])::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    width: 3px;
    background: var(--brand);
    border-start-end-radius: 3px;
    border-end-end-radius: 3px;
  }

  :host(.focused) {
    outline: 2px solid var(--focus);
    outline-offset: -3px;
    border-radius: var(--round);
  }

  :host::after {
    content: "";
    position: absolute;
    bottom: 0;
    inset-inline: 4.75rem 0;
    border-bottom: 1px solid var(--line);
  }

  person-avatar {
    grid-row: 1 / -1;
    align-self: center;
  }

  .first,
  .second {
    display: flex;
    align-items: baseline;
    gap: var(--s2);
    min-width: 0;
  }

  .first {
    align-self: end;
  }

  .second {
    align-items: center;
    align-self: start;
    gap: var(--s1);
    color: var(--ink-soft);
    font-size: 0.875rem;
    height: 1.375rem;
  }

  .name {
    flex: 1;
    min-width: 0;
    font-size: var(--t-name);
    font-weight: 550;
    letter-spacing: -0.006em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: start;
    unicode-bidi: isolate;
  }

  time {
    flex: none;
    font-size: var(--t-small);
    color: var(--ink-faint);
  }

  .mark {
    flex: none;
    align-self: center;
    color: var(--ink-faint);
  }

  .mark .icon {
    width: 1rem;
    height: 1rem;
  }

  time.new {
    color: var(--brand-strong);
    font-weight: 600;
  }

  .last {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .draft {
    color: var(--brand-strong);
    font-weight: 600;
  }

  .unread {
    flex: none;
    min-width: 1.375rem;
    padding: 0 0.375rem;
    border-radius: 999px;
    background: var(--brand);
    color: var(--on-brand);
    font-size: var(--t-small);
    font-weight: 700;
    line-height: 1.375rem;
    text-align: center;
  }

  .chip {
    flex: none;
    max-width: 6rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    padding: 0 0.4375rem;
    border-radius: 999px;
    background: var(--sunken);
    color: var(--ink-soft);
    font-size: var(--t-small);
    line-height: 1.25rem;
  }

  .chip.waiting {
    background: var(--warning-soft);
    color: var(--warning);
    font-weight: 600;
  }

  .hint {
    display: inline-flex;
    align-items: center;
    gap: 0.1875rem;
    flex: none;
    font-size: var(--t-small);
    color: var(--warning);
    font-variant-numeric: tabular-nums;
  }

  .hint.wait {
    color: var(--ink-faint);
  }

  .hint.long {
    color: var(--danger);
    font-weight: 600;
  }

  .hint.closed {
    color: var(--ink-faint);
    opacity: 0.8;
  }

  .hint .icon {
    width: 0.9375rem;
    height: 0.9375rem;
  }
`;
