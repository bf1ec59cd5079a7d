import { css } from "lit";

/**
 * Every colour, size and movement of the page. Custom properties cross shadow roots, so the
 * outermost element sets them once and the others only use them.
 */
export const tokens = css`
  :host {
    /* Colour: a green of our own beside WhatsApp's, on paper with a breath of it. */
    --brand: #0a7d57;
    --brand-strong: #075f43;
    --brand-soft: #def3e7;
    --on-brand: #ffffff;
    --accent: #f2a541;
    --ink: #12211b;
    --ink-soft: #4b5d55;
    --ink-faint: #5f7068;
    --paper: #ffffff;
    --panel: #f5f8f5;
    --sunken: #e9efe9;
    --line: #dde5de;
    --hover: #f0f5f1;
    --chosen: #e2f2e8;
    --wall: #eaf0e6;
    --wall-mark: #dfe8db;
    --bubble-in: #ffffff;
    --bubble-out: #d5f4d9;
    --bubble-out-deep: #c1e9c8;
    --bubble-bot: #e3edfb;
    --read: #0a74c4;
    --danger: #b3261e;
    --danger-soft: #fdeceb;
    --warning: #7a4b00;
    --warning-soft: #fff3d9;
    --focus: #0b6bd3;
    --veil: rgb(8 20 15 / 94%);
    --shadow-1: 0 1px 1.5px rgb(18 40 30 / 14%);
    --shadow-2: 0 6px 24px rgb(18 40 30 / 18%);
    --shimmer: #edf2ee;

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

  @media (prefers-color-scheme: dark) {
    :host {
      --brand: #35b98a;
      --brand-strong: #5fd0a6;
      --brand-soft: #12382b;
      --on-brand: #04150e;
      --accent: #f0b35c;
      --ink: #e8f0ec;
      --ink-soft: #b0c2ba;
      --ink-faint: #93a69d;
      --paper: #101b17;
      --panel: #14211c;
      --sunken: #1d2c26;
      --line: #23352e;
      --hover: #182720;
      --chosen: #1c3229;
      --wall: #0b1411;
      --wall-mark: #111d18;
      --bubble-in: #1c2a24;
      --bubble-out: #0f4a37;
      --bubble-out-deep: #0c3c2d;
      --bubble-bot: #1b2e45;
      --read: #5cbcff;
      --danger: #ff9a92;
      --danger-soft: #3b1917;
      --warning: #ffd28a;
      --warning-soft: #35270d;
      --focus: #7cc0ff;
      --shadow-1: 0 1px 1.5px rgb(0 0 0 / 40%);
      --shadow-2: 0 6px 24px rgb(0 0 0 / 55%);
      --shimmer: #1b2a24;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --quick: 0ms;
      --calm: 0ms;
    }
  }
`;
