import { css } from "lit";

/** The page's own place on the site. A page that gives it less height than the window says so in `--agent-chat-height`. */
export const pageStyles = css`
  :host {
    display: block;
    height: var(--agent-chat-height, 100dvh);
    min-height: 20rem;
    background: var(--panel);
    overflow: hidden;
  }

  main {
    height: 100%;
  }
`;
