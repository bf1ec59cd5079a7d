import { css } from "lit";

export const panelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    background: var(--paper);
  }

  .head {
    display: flex;
    align-items: center;
    gap: var(--s2);
    flex: none;
    min-height: var(--bar);
    padding: 0 var(--s3) 0 var(--s4);
    border-bottom: 1px solid var(--line);
  }

  .head h2 {
    flex: 1;
    margin: 0;
    font-size: var(--t-name);
    font-weight: 650;
  }

  .scroller {
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }

  .who {
    display: grid;
    justify-items: center;
    gap: 0.125rem;
    padding: var(--s5) var(--s4);
    text-align: center;
    --avatar: 6rem;
  }

  .who h3 {
    max-width: 100%;
    padding-inline: 1.75rem;
    margin: var(--s3) 0 0;
    font-size: var(--t-title);
    font-weight: 650;
    letter-spacing: -0.015em;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }

  .who p {
    margin: 0;
    color: var(--ink-soft);
    font-variant-numeric: tabular-nums;
  }

  dl,
  section {
    margin: 0;
    padding: var(--s4);
    border-top: 0.5rem solid var(--panel);
  }

  dl {
    display: grid;
    gap: var(--s3);
  }

  dt,
  section h4 {
    margin: 0 0 0.125rem;
    color: var(--ink-faint);
    font-size: var(--t-note);
    font-weight: 500;
  }

  section header {
    display: flex;
    align-items: center;
    min-height: 1.5rem;
    margin-bottom: var(--s2);
  }

  section h4 {
    flex: 1;
    margin: 0;
  }

  section header .round {
    width: 2rem;
    height: 2rem;
    margin: -0.25rem;
  }

  section header .icon {
    width: 1.125rem;
    height: 1.125rem;
  }
`;
