import { css, html, type TemplateResult } from "lit";
import { textParts } from "./text_parts.ts";

const FEW_EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u;

/** A text from outside, as text: only web addresses become links, and those open apart. */
export function receivedText(text: string): TemplateResult {
  const parts = textParts(text).map((part) =>
    part.kind === "words"
      ? part.text
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer">${part.text}</a>`
  );
  return html`<span class="received" dir="auto">${parts}</span>`;
}

/** Whether a text is nothing but a few emoji, which are shown large. */
export function isFewEmoji(text: string): boolean {
  const letters = text.trim();
  return letters.length > 0 && letters.length <= 24 &&
    FEW_EMOJI.test(letters);
}

export const receivedTextStyles = css`
  .received {
    unicode-bidi: isolate;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .received a {
    color: var(--link, var(--read));
    text-underline-offset: 0.15em;
  }
`;
