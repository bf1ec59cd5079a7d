import { css } from "lit";

export const composerStyles = css`
  :host {
    display: block;
    position: relative;
    background: var(--panel);
    border-top: 1px solid var(--line);
  }

  /* A note for the team: nobody takes it for an answer. */
  :host(.note) {
    background: var(--warning-soft);
    border-top: 2px solid var(--warning);
    --field-ring: var(--warning);
  }

  .note-head {
    display: flex;
    align-items: center;
    gap: var(--s2);
    padding: var(--s1) var(--s2) 0 var(--s4);
    color: var(--warning);
    font-size: var(--t-note);
  }

  .note-head p {
    flex: 1;
    margin: 0;
  }

  .note-head b {
    margin-inline-end: var(--s1);
  }

  .note-head .icon {
    width: 1.125rem;
    height: 1.125rem;
  }

  .note-head .round {
    width: 2rem;
    height: 2rem;
  }

  form {
    display: flex;
    align-items: flex-end;
    gap: var(--s1);
    padding: var(--s2) var(--s3);
    padding-bottom: max(var(--s2), env(safe-area-inset-bottom));
  }

  composer-field {
    flex: 1;
    min-width: 0;
  }

  .round {
    width: 2.75rem;
    height: 2.75rem;
  }

  .send {
    background: var(--brand);
    color: var(--on-brand);
  }

  .send:hover:not(:disabled) {
    background: var(--brand-strong);
    color: var(--on-brand);
  }

  .send:disabled {
    background: var(--sunken);
    color: var(--ink-faint);
  }

  .count {
    padding: 0 var(--s5) var(--s2);
    text-align: end;
    font-size: var(--t-small);
    color: var(--ink-soft);
  }

  .count.over {
    color: var(--danger);
    font-weight: 600;
  }

  .problems {
    margin: 0;
    padding: var(--s2) var(--s4) 0;
    color: var(--danger);
    font-size: var(--t-note);
    list-style: none;
  }

  .closed {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s3);
    align-items: center;
    padding: var(--s4);
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  .closed p {
    flex: 1 1 14rem;
    margin: 0;
    text-wrap: pretty;
  }

  .closed b {
    display: block;
    color: var(--ink);
  }

  .closed > .icon {
    color: var(--warning);
  }

  .closed .choices {
    display: flex;
    align-items: center;
    gap: var(--s1);
    margin-inline-start: auto;
  }
`;
