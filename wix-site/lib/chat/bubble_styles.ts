import { css } from "lit";

export const bubbleStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    padding-top: var(--s3);
  }

  :host(.joined) {
    padding-top: 0.1875rem;
  }

  :host(.out) {
    align-items: flex-end;
  }

  .bubble {
    position: relative;
    max-width: min(82%, 34rem);
    min-width: 5.5rem;
    padding: 0.375rem 0.5625rem 0.4375rem 0.6875rem;
    border-radius: var(--round);
    background: var(--bubble-in);
    box-shadow: var(--shadow-1);
    --deep: var(--sunken);
  }

  :host(.out) .bubble {
    background: var(--bubble-out);
    --deep: var(--bubble-out-deep);
  }

  :host(.bot) .bubble,
  :host(.system) .bubble {
    background: var(--bubble-bot);
    --deep: rgb(120 150 190 / 22%);
  }

  :host(:not(.joined)) .bubble {
    border-start-start-radius: 0.1875rem;
  }

  :host(.out:not(.joined)) .bubble {
    border-start-start-radius: var(--round);
    border-start-end-radius: 0.1875rem;
  }

  :host(.flash) .bubble {
    animation: flash 1.4s var(--ease);
  }

  .bubble.bare {
    background: none !important;
    box-shadow: none;
    padding: 0;
  }

  .writer {
    display: flex;
    align-items: center;
    gap: var(--s1);
    margin-bottom: 0.0625rem;
    font-size: var(--t-note);
    font-weight: 600;
    color: var(--brand-strong);
  }

  :host(.bot) .writer,
  :host(.system) .writer {
    color: var(--read);
  }

  .writer .icon {
    width: 1rem;
    height: 1rem;
  }

  .text {
    line-height: 1.38;
  }

  .text.huge {
    font-size: 2.5rem;
    line-height: 1.15;
  }

  .meta {
    float: inline-end;
    display: inline-flex;
    align-items: center;
    gap: 0.1875rem;
    margin: 0.375rem 0 -0.1875rem var(--s3);
    font-size: 0.6875rem;
    line-height: 1rem;
    color: var(--ink-faint);
    white-space: nowrap;
  }

  :host(.out) .meta {
    color: var(--ink-soft);
  }

  .wordless .meta {
    margin-top: 0.0625rem;
  }

  .bubble::after {
    content: "";
    display: block;
    clear: both;
  }

  .mark-line {
    display: flex;
    align-items: center;
    gap: var(--s1);
    font-size: var(--t-small);
    font-style: italic;
    color: var(--ink-soft);
  }

  .mark-line .icon {
    width: 0.9375rem;
    height: 0.9375rem;
  }

  .offered {
    display: grid;
    gap: var(--s1);
    margin: var(--s2) 0 0;
    padding: 0;
    list-style: none;
  }

  .offered li {
    padding: var(--s1) var(--s2);
    border: 1px solid var(--line);
    border-radius: 0.375rem;
    font-size: var(--t-note);
    font-weight: 600;
    text-align: center;
    color: var(--brand-strong);
  }

  .quoted {
    display: block;
    width: 100%;
    margin: 0.125rem 0 0.375rem;
    padding: 0.3125rem var(--s2);
    border: 0;
    border-inline-start: 0.25rem solid var(--brand);
    border-radius: 0.375rem;
    background: var(--deep);
    text-align: start;
    font-size: var(--t-note);
    color: var(--ink-soft);
  }

  .quoted b {
    display: block;
    color: var(--brand-strong);
  }

  .quoted span {
    display: -webkit-box;
    -webkit-line-clamp: 3;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  .referral {
    display: grid;
    gap: 0.125rem;
    margin: 0.125rem 0 0.375rem;
    padding: var(--s2);
    border-radius: 0.5rem;
    background: var(--deep);
    font-size: var(--t-note);
    overflow-wrap: anywhere;
  }

  .referral small {
    color: var(--ink-soft);
  }

  .referral a {
    color: var(--link, var(--read));
  }

  .unsupported {
    display: flex;
    gap: var(--s2);
    font-size: var(--t-note);
    color: var(--ink-soft);
  }

  .trouble {
    max-width: min(82%, 34rem);
    margin-top: var(--s1);
    padding: var(--s2) var(--s3);
    border-radius: var(--round);
    background: var(--danger-soft);
    color: var(--danger);
    font-size: var(--t-note);
  }

  .trouble p {
    margin: 0;
    text-wrap: pretty;
  }

  .trouble .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s1) var(--s4);
    margin-top: var(--s1);
  }

  .trouble button {
    padding: 0.1875rem 0;
    border: 0;
    background: none;
    color: inherit;
    font-weight: 650;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  @keyframes flash {
    0%,
    40% {
      box-shadow: 0 0 0 3px var(--accent);
    }
  }
`;
