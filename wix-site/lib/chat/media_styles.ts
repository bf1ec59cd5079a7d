import { css } from "lit";

export const mediaStyles = css`
  .picture {
    display: block;
    width: min(20rem, 100%);
    aspect-ratio: 4 / 3;
    margin: -0.0625rem -0.25rem 0.25rem -0.375rem;
    padding: 0;
    border: 0;
    border-radius: 0.5rem;
    overflow: hidden;
    background: var(--deep);
    cursor: zoom-in;
  }

  .bubble:has(.picture),
  .bubble:has(.video) {
    width: min(82%, 21rem);
  }

  .picture img,
  .video {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
    color: var(--ink-faint);
    font-size: var(--t-small);
  }

  .picture {
    width: calc(100% + 0.625rem);
  }

  .video {
    aspect-ratio: 4 / 3;
    height: auto;
    margin-bottom: 0.25rem;
    border-radius: 0.5rem;
    background: #000;
    object-fit: contain;
  }

  .sticker {
    display: block;
    width: 9rem;
    height: 9rem;
    object-fit: contain;
  }

  .card,
  .place {
    display: flex;
    align-items: center;
    gap: var(--s3);
    width: 18rem;
    max-width: 100%;
    margin: 0.125rem 0 0.25rem;
    padding: var(--s2);
    border-radius: 0.5rem;
    background: var(--deep);
    color: inherit;
    text-decoration: none;
  }

  .card:hover b,
  .place:hover b {
    text-decoration: underline;
  }

  .card .mark {
    display: grid;
    place-items: center;
    width: 2.5rem;
    height: 2.5rem;
    flex: none;
    border-radius: 0.5rem;
    background: var(--paper);
    color: var(--brand-strong);
  }

  .facts {
    flex: 1;
    min-width: 0;
    display: grid;
  }

  .facts b {
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .facts small {
    font-size: var(--t-small);
    color: var(--ink-soft);
  }

  .card.absent {
    color: var(--ink-soft);
  }

  .card.coming .mark {
    animation: breathe 1.2s ease-in-out infinite alternate;
  }

  .place {
    display: grid;
    padding: 0;
    gap: 0;
    overflow: hidden;
  }

  .place .facts {
    padding: var(--s2);
  }

  .place .facts b {
    white-space: normal;
  }

  .place .go {
    color: var(--brand-strong);
    font-weight: 600;
  }

  .map {
    display: grid;
    place-items: center;
    height: 6rem;
    color: var(--danger);
    background:
      linear-gradient(62deg, transparent 46%, var(--paper) 46% 51%, transparent
      51%),
      linear-gradient(-31deg, transparent 58%, var(--paper) 58% 61%, transparent
      61%),
      linear-gradient(8deg, transparent 30%, var(--paper) 30% 32.5%, transparent
      32.5%),
      linear-gradient(90deg, transparent 72%, var(--paper) 72% 73.5%, transparent
      73.5%),
      var(--brand-soft);
  }

  .map .icon {
    width: 2.25rem;
    height: 2.25rem;
    fill: var(--paper);
  }

  @keyframes breathe {
    to {
      opacity: 0.4;
    }
  }
`;
