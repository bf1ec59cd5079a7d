import { css } from "lit";

/**
 * Every colour, size and movement of the page. Custom properties cross shadow roots, so the
 * outermost element sets them once and the others only use them.
 */
export const tokens = css`
  :host {
    /* Colour: a green of our own beside WhatsApp's, on paper with a breath of it. */
    --brand: light-dark(#0a7d57, #35b98a);
    --brand-strong: light-dark(#075f43, #5fd0a6);
    --brand-soft: light-dark(#def3e7, #12382b);
    --on-brand: light-dark(#ffffff, #04150e);
    --accent: light-dark(#f2a541, #f0b35c);
    --ink: light-dark(#12211b, #e8f0ec);
    --ink-soft: light-dark(#4b5d55, #b0c2ba);
    --ink-faint: light-dark(#5f7068, #93a69d);
    --paper: light-dark(#ffffff, #101b17);
    --panel: light-dark(#f5f8f5, #14211c);
    --sunken: light-dark(#e9efe9, #1d2c26);
    --line: light-dark(#dde5de, #23352e);
    --hover: light-dark(#f0f5f1, #182720);
    --chosen: light-dark(#e2f2e8, #1c3229);
    --wall: light-dark(#eaf0e6, #0b1411);
    --wall-mark: light-dark(#dfe8db, #111d18);
    --bubble-in: light-dark(#ffffff, #1c2a24);
    --bubble-out: light-dark(#d5f4d9, #0f4a37);
    --bubble-out-deep: light-dark(#c1e9c8, #0c3c2d);
    --bubble-bot: light-dark(#e3edfb, #1b2e45);
    --read: light-dark(#0a74c4, #5cbcff);
    --danger: light-dark(#b3261e, #ff9a92);
    --danger-soft: light-dark(#fdeceb, #3b1917);
    --warning: light-dark(#7a4b00, #ffd28a);
    --warning-soft: light-dark(#fff3d9, #35270d);
    --focus: light-dark(#0b6bd3, #7cc0ff);
    --veil: rgb(8 20 15 / 94%);
    --shadow-1: 0 1px 1.5px light-dark(rgb(18 40 30 / 14%), rgb(0 0 0 / 40%));
    --shadow-2: 0 6px 24px light-dark(rgb(18 40 30 / 18%), rgb(0 0 0 / 55%));
    --shimmer: light-dark(#edf2ee, #1b2a24);

    /* Space: four pixels and its multiples. */
    --s1: 0.25rem;
    --s2: 0.5rem;
    --s3: 0.75rem;
    --s4: 1rem;
    --s5: 1.5rem;
    --s6: 2rem;
    --s7: 3rem;
    --round: 0.625rem;
    --round-big: 1.25rem;
    --row: 4.625rem;
    --bar: 4rem;

    /* Type: the system's own, in five sizes. */
    --font:
      system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto,
      "Noto Sans", Ubuntu, "Open Sans", sans-serif, "Apple Color Emoji",
      "Segoe UI Emoji", "Noto Color Emoji";
    --t-small: 0.75rem;
    --t-note: 0.8125rem;
    --t-body: 0.9375rem;
    --t-name: 1rem;
    --t-title: 1.375rem;

    /* Motion: short, and none for whoever asked for none. */
    --quick: 120ms;
    --calm: 220ms;
    --ease: cubic-bezier(0.2, 0.7, 0.2, 1);
    color-scheme: light dark;
  }

  /* By day, by night, or as the system has it: each colour above says both. */
  :host([theme="light"]) {
    color-scheme: light;
  }

  :host([theme="dark"]) {
    color-scheme: dark;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --quick: 0ms;
      --calm: 0ms;
    }
  }
`;
