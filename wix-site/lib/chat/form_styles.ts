import { css } from "lit";

/** Fields, choices and the row of buttons of every dialog. */
export const formStyles = css`
  form,
  .form {
    display: grid;
    gap: var(--s4);
  }

  p {
    margin: 0;
    text-wrap: pretty;
  }

  .hint {
    color: var(--ink-soft);
    font-size: var(--t-note);
  }

  .problem {
    color: var(--danger);
    font-size: var(--t-note);
    font-weight: 600;
  }

  label,
  .field {
    display: grid;
    gap: var(--s1);
    font-size: var(--t-note);
    color: var(--ink-soft);
  }

  input:not([type]),
  input[type="text"],
  input[type="tel"],
  input[type="password"],
  input[type="search"],
  input[type="datetime-local"],
  select,
  textarea {
    width: 100%;
    min-height: 2.75rem;
    padding: 0.5rem var(--s3);
    border: 1px solid var(--ink-faint);
    border-radius: var(--round);
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-size: max(1rem, var(--t-body));
  }

  textarea {
    resize: vertical;
    min-height: 5rem;
    line-height: 1.4;
  }

  .file {
    position: relative;
    display: flex;
    align-items: center;
    gap: var(--s2);
    min-height: 2.75rem;
    padding: 0 var(--s3);
    border: 1px dashed var(--ink-faint);
    border-radius: var(--round);
    color: var(--ink);
    cursor: pointer;
  }

  .file:hover {
    background: var(--hover);
  }

  .file:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .file span {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  fieldset {
    display: grid;
    gap: var(--s1);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    margin-bottom: var(--s1);
    padding: 0;
    font-size: var(--t-note);
    color: var(--ink-soft);
  }

  .choices {
    display: grid;
  }

  .choice {
    display: flex;
    align-items: center;
    gap: var(--s3);
    min-height: 2.75rem;
    padding: var(--s1) var(--s3);
    border: 0;
    border-radius: var(--round);
    background: none;
    color: var(--ink);
    font-size: var(--t-body);
    text-align: start;
    cursor: pointer;
  }

  .choice:hover {
    background: var(--hover);
  }

  .choice:has(:checked) {
    background: var(--chosen);
  }

  .choice:has(:focus-visible) {
    outline: 2px solid var(--focus);
  }

  .choice:has(:disabled) {
    opacity: 0.55;
    cursor: default;
  }

  .choice input {
    width: 1.125rem;
    height: 1.125rem;
    flex: none;
    margin: 0;
    accent-color: var(--brand);
  }

  .choice span {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .choice small {
    color: var(--ink-soft);
    font-size: var(--t-note);
    font-variant-numeric: tabular-nums;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--s2);
  }

  .action:disabled {
    background: var(--sunken);
    color: var(--ink-faint);
  }

  .action.danger {
    background: var(--danger);
    color: var(--paper);
  }

  .action.danger:disabled {
    background: var(--sunken);
    color: var(--ink-faint);
  }
`;
