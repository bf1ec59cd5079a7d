import { css, html, type TemplateResult } from "lit";
import { type FormattedPart, formattedText } from "./text_format.ts";

const FEW_EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u;

/** A text from outside, as text with WhatsApp's own formatting: only web addresses become links, and those open apart. */
export function receivedText(text: string): TemplateResult {
  return html`<span class="received" dir="auto">${
    formattedText(text).map(drawn)
  }</span>`;
}

function drawn(part: FormattedPart): string | TemplateResult {
  switch (part.kind) {
    case "words":
      return part.text;
    case "mono":
      return html`<code>${part.text}</code>`;
    case "link":
      return html`<a href=${part.href} target="_blank" rel="noopener noreferrer">${part.text}</a>`;
    case "bold":
      return html`<strong>${part.parts.map(drawn)}</strong>`;
    case "italic":
      return html`<em>${part.parts.map(drawn)}</em>`;
    case "strike":
      return html`<s>${part.parts.map(drawn)}</s>`;
  }
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

  .received strong {
    font-weight: 650;
  }

  .received code {
    padding: 0.0625rem 0.25rem;
    border-radius: 0.25rem;
    background: var(--deep, var(--sunken));
    font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
    font-size: 0.92em;
  }
`;
