import { css } from "lit";

export const templatePickerStyles = css`
  section {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    max-height: min(26rem, 60vh);
    padding-bottom: env(safe-area-inset-bottom);
  }

  header {
    display: flex;
    align-items: center;
    gap: var(--s1);
    padding: var(--s1) var(--s2) 0 var(--s4);
  }

  header:has(.round:first-child) {
    padding-inline-start: var(--s2);
  }

  h3 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: var(--t-body);
    font-weight: 650;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .hint {
    padding: var(--s2) var(--s4) var(--s5);
  }

  .list {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    gap: var(--s2);
    min-height: 0;
    padding: 0 var(--s4);
  }

  ul {
    margin: 0 calc(-1 * var(--s2));
    padding: 0 0 var(--s3);
    overflow-y: auto;
    list-style: none;
  }

  li button {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 var(--s3);
    width: 100%;
    padding: var(--s2);
    border: 0;
    border-radius: var(--round);
    background: none;
    text-align: start;
  }

  li button:hover {
    background: var(--hover);
  }

  li b,
  li small {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  li i,
  li small {
    color: var(--ink-soft);
    font-size: var(--t-note);
    font-style: normal;
  }

  li small {
    grid-column: 1 / -1;
  }

  .filling {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
    align-items: start;
    gap: var(--s3) var(--s5);
    padding: var(--s1) var(--s4) var(--s4);
    overflow-y: auto;
  }

  .gaps {
    display: grid;
    gap: var(--s3);
  }

  .gaps:empty {
    display: none;
  }

  .look {
    display: grid;
    gap: var(--s2);
  }

  .look small {
    color: var(--ink-soft);
  }

  .look .bubble {
    padding: var(--s2) var(--s3);
    border-radius: var(--round);
    border-start-end-radius: 0.1875rem;
    background: var(--bubble-out);
    box-shadow: var(--shadow-1);
  }

  .look .action {
    justify-self: end;
  }
`;
