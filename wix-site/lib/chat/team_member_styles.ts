import { css } from "lit";

export const teamMemberStyles = css`
  :host {
    display: block;
    height: 100%;
  }

  article {
    display: grid;
    align-content: start;
    gap: var(--s3);
    height: 100%;
    padding: var(--s4);
    border: 2px solid transparent;
    border-radius: var(--round);
    background: var(--paper);
    box-shadow: var(--shadow-1);
  }

  :host([dropping]) article {
    opacity: 0.55;
  }

  :host([dropping]) article.open {
    opacity: 1;
    border: 2px dashed var(--brand);
  }

  article.over {
    background: var(--brand-soft);
  }

  .head {
    display: flex;
    align-items: center;
    gap: var(--s3);
    --avatar: 2.5rem;
  }

  .who {
    min-width: 0;
  }

  h3,
  p {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  h3 {
    font-size: var(--t-name);
    font-weight: 600;
  }

  p {
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  .online::before {
    content: "";
    display: inline-block;
    width: 0.5rem;
    height: 0.5rem;
    margin-inline-end: var(--s1);
    border-radius: 50%;
    background: var(--brand);
  }

  .bar {
    height: 0.375rem;
    border-radius: 999px;
    background: var(--sunken);
    overflow: hidden;
  }

  .bar i {
    display: block;
    height: 100%;
    border-radius: inherit;
    background: var(--brand);
    transition: width var(--calm) var(--ease);
  }

  .bar.full i {
    background: var(--accent);
  }

  ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s1) var(--s3);
    margin: 0;
    padding: 0;
    list-style: none;
    color: var(--ink-soft);
    font-size: var(--t-note);
    font-variant-numeric: tabular-nums;
  }

  .waits {
    color: var(--warning);
    font-weight: 600;
  }

  .acts {
    display: flex;
    align-items: end;
    justify-content: space-between;
    gap: var(--s3);
    padding-top: var(--s3);
    border-top: 1px solid var(--line);
  }

  label {
    display: grid;
    gap: var(--s1);
    min-width: 0;
    color: var(--ink-soft);
    font-size: var(--t-small);
  }

  input {
    width: 7rem;
    min-height: 2.5rem;
    padding: 0 var(--s3);
    border: 1px solid var(--ink-faint);
    border-radius: var(--round);
    background: var(--paper);
    color: var(--ink);
    font-size: var(--t-body);
  }

  input::placeholder {
    color: var(--ink-faint);
    opacity: 1;
    font-size: var(--t-note);
  }

  .question {
    display: grid;
    gap: var(--s2);
    padding-top: var(--s3);
    border-top: 1px solid var(--line);
  }

  .question p {
    white-space: normal;
    color: var(--ink);
    font-weight: 600;
  }
`;
