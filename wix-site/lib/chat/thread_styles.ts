import { css } from "lit";

export const threadStyles = css`
  :host {
    position: relative;
    display: block;
    min-height: 0;
    height: 100%;
    background:
      radial-gradient(circle at 25% 30%, var(--wall-mark) 1.5px, transparent 2px)
      0 0 /
      28px 28px,
      radial-gradient(circle at 75% 80%, var(--wall-mark) 1px, transparent 1.5px)
      0 0 /
      28px 28px,
      var(--wall);
  }

  /* Reversed, the scroll position counts from the newest: what is added above moves nothing. */
  .scroller {
    display: flex;
    flex-direction: column-reverse;
    height: 100%;
    overflow-y: auto;
    overflow-x: hidden;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }

  .scroller:focus-visible {
    outline-offset: -3px;
  }

  .items {
    flex: none;
    width: 100%;
    max-width: 60rem;
    margin: 0 auto;
    padding: var(--s4) clamp(var(--s3), 4%, var(--s6)) var(--s5);
  }

  .day {
    display: flex;
    justify-content: center;
    padding: var(--s4) 0 var(--s1);
  }

  .day span {
    padding: 0.1875rem var(--s3);
    border-radius: 999px;
    background: var(--paper);
    box-shadow: var(--shadow-1);
    color: var(--ink-soft);
    font-size: var(--t-small);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .event {
    display: flex;
    justify-content: center;
    padding: var(--s3) 0 var(--s1);
  }

  .event span {
    max-width: min(90%, 32rem);
    padding: 0.25rem var(--s3);
    border-radius: var(--round);
    background: color-mix(in srgb, var(--paper) 72%, transparent);
    color: var(--ink-soft);
    font-size: var(--t-small);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .event b {
    font-weight: 500;
  }

  .event time {
    margin-inline-start: 0.25rem;
    color: var(--ink-faint);
  }

  .event q {
    display: block;
    color: var(--ink);
  }

  .new {
    display: flex;
    align-items: center;
    gap: var(--s3);
    padding: var(--s4) 0 var(--s1);
    color: var(--brand-strong);
    font-size: var(--t-small);
    font-weight: 700;
  }

  .new::before,
  .new::after {
    content: "";
    flex: 1;
    border-top: 1px solid currentColor;
    opacity: 0.45;
  }

  .edge {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--s3);
    min-height: 2.5rem;
    color: var(--ink-faint);
    font-size: var(--t-note);
  }

  .newest {
    position: absolute;
    inset-inline-end: var(--s5);
    bottom: var(--s4);
    display: inline-flex;
    align-items: center;
    gap: var(--s1);
    min-width: 2.75rem;
    height: 2.75rem;
    padding: 0 0.6875rem;
    border: 0;
    border-radius: 999px;
    background: var(--paper);
    color: var(--ink-soft);
    box-shadow: var(--shadow-2);
    font-size: var(--t-note);
    font-weight: 650;
    animation: arrive var(--calm) var(--ease);
  }

  .bones {
    display: grid;
    align-content: end;
    gap: var(--s3);
    height: 100%;
    padding: var(--s5);
  }

  .bones i {
    width: 45%;
    height: 3rem;
    border-radius: var(--round);
    background: var(--bubble-in);
    opacity: 0.6;
    animation: breathe 1.2s ease-in-out infinite alternate;
  }

  .bones i:nth-child(2n) {
    justify-self: end;
    width: 35%;
    background: var(--bubble-out);
  }

  .bones i:nth-child(3n) {
    height: 5rem;
  }

  @keyframes breathe {
    to {
      opacity: 0.25;
    }
  }

  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(0.5rem);
    }
  }
`;
