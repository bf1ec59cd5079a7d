import { css } from "lit";

/** One column, two or three, by the room that the page gives. */
export const columnsStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    position: relative;
    container: chat / inline-size;
  }

  .columns {
    position: relative;
    flex: 1;
    min-height: 0;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }

  .list {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--paper);
    border-inline-end: 1px solid var(--line);
  }

  .list conversation-list {
    flex: 1;
  }

  .thread {
    display: none;
    position: relative;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--panel);
    --back: inline-grid;
  }

  .panel {
    display: none;
    position: absolute;
    inset: 0;
    z-index: 2;
    background: var(--paper);
  }

  /* One column: the list, or what was opened from it. */
  .has-open .list {
    display: none;
  }

  .has-open .thread {
    display: flex;
  }

  .has-panel .panel {
    display: block;
    animation: slide var(--calm) var(--ease);
  }

  .toast {
    position: absolute;
    inset-inline: 0;
    bottom: 6rem;
    z-index: 4;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }

  .toast span {
    margin: 0 var(--s4);
    padding: var(--s2) var(--s4);
    border-radius: var(--round);
    background: var(--ink);
    color: var(--paper);
    box-shadow: var(--shadow-2);
    font-size: var(--t-note);
  }

  /* Two columns. */
  @container chat (min-width: 45rem) {
    .columns {
      grid-template-columns: clamp(18rem, 36%, 23rem) minmax(0, 1fr);
    }

    .has-open .list,
    .list {
      display: flex;
    }

    .thread {
      display: flex;
      --back: none;
      --wide: inline-grid;
    }

    .panel {
      inset: 0 0 0 auto;
      width: 21rem;
      max-width: 60%;
      box-shadow: var(--shadow-2);
    }
  }

  /* Three. */
  @container chat (min-width: 73rem) {
    .columns {
      grid-template-columns: 23rem minmax(0, 1fr);
    }

    .columns.has-open.has-panel {
      grid-template-columns: 23rem minmax(0, 1fr) 20rem;
    }

    .has-open.has-panel .panel {
      display: block;
      position: static;
      width: auto;
      max-width: none;
      box-shadow: none;
      border-inline-start: 1px solid var(--line);
      animation: none;
    }
  }

  @keyframes slide {
    from {
      opacity: 0;
      transform: translateX(1rem);
    }
  }
`;
