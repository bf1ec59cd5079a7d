import { css } from "lit";

/** The ten colours of labels, each readable on the page's paper by day and by night. */
export const labelStyles = css`
  .label {
    display: inline-flex;
    align-items: center;
    gap: 0.3125rem;
    max-width: 12rem;
    padding: 0.0625rem var(--s2);
    border-radius: 999px;
    background: color-mix(in srgb, var(--tone, #7d8b85) 18%, var(--paper));
    color: var(--ink);
    font-size: var(--t-small);
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .label::before {
    content: "";
    width: 0.5rem;
    height: 0.5rem;
    flex: none;
    border-radius: 50%;
    background: var(--tone, #7d8b85);
  }

  .label.red {
    --tone: #d6423b;
  }
  .label.orange {
    --tone: #e27a1d;
  }
  .label.amber {
    --tone: #d7a013;
  }
  .label.green {
    --tone: #2f9e57;
  }
  .label.teal {
    --tone: #14938c;
  }
  .label.blue {
    --tone: #2a7bd6;
  }
  .label.indigo {
    --tone: #5560d4;
  }
  .label.purple {
    --tone: #9550cf;
  }
  .label.pink {
    --tone: #d64a8c;
  }
`;
