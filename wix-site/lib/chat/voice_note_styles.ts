import { css } from "lit";

export const voiceNoteStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: var(--s2);
    width: 18rem;
    max-width: 100%;
    padding: 0.25rem 0;
  }

  .play {
    display: grid;
    place-items: center;
    width: 2.5rem;
    height: 2.5rem;
    flex: none;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--brand);
    color: var(--on-brand);
  }

  .play .icon {
    width: 1.25rem;
    height: 1.25rem;
    fill: currentColor;
    stroke-width: 1.25;
  }

  .way {
    flex: 1;
    min-width: 0;
    display: grid;
    gap: 0.125rem;
  }

  input {
    appearance: none;
    width: 100%;
    height: 1.5rem;
    margin: 0.375rem 0 -0.25rem;
    border-radius: 999px;
    background: none;
    cursor: pointer;
    --track: linear-gradient(
      to right,
      var(--brand) var(--done, 0%),
      color-mix(in srgb, var(--ink-soft) 32%, transparent) var(--done, 0%)
    );
  }

  input::-webkit-slider-runnable-track {
    height: 0.25rem;
    border-radius: 999px;
    background: var(--track);
  }

  input::-moz-range-track {
    height: 0.25rem;
    border-radius: 999px;
    background: var(--track);
  }

  input::-webkit-slider-thumb {
    appearance: none;
    width: 0.875rem;
    height: 0.875rem;
    margin-top: -0.3125rem;
    border-radius: 50%;
    background: var(--brand);
  }

  input::-moz-range-thumb {
    width: 0.875rem;
    height: 0.875rem;
    border: 0;
    border-radius: 50%;
    background: var(--brand);
  }

  .time {
    font-size: var(--t-small);
    color: var(--ink-soft);
    line-height: 1;
  }

  .speed {
    min-width: 2.75rem;
    min-height: 1.75rem;
    padding: 0 var(--s2);
    border: 0;
    border-radius: 999px;
    background: color-mix(in srgb, var(--ink-soft) 16%, transparent);
    font-size: var(--t-small);
    font-weight: 650;
  }
`;
