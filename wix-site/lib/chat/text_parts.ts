/** A stretch of a message's text: words, or an address to follow. */
export type TextPart =
  | { kind: "words"; text: string }
  | { kind: "link"; text: string; href: string };

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/giu;
const TAIL = /[.,;:!?…)\]}»”’*_~]+$/u;

/**
 * Finds the web addresses in a text. Only `http` and `https` become links, and the sentence's
 * own punctuation stays outside; everything else is words, whatever it looks like.
 */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TAIL, "");
    const href = /^www\./i.test(address) ? `https://${address}` : address;
    if (!URL.canParse(href)) continue;
    if (match.index > from) {
      parts.push({ kind: "words", text: text.slice(from, match.index) });
    }
    parts.push({ kind: "link", text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) {
    parts.push({ kind: "words", text: text.slice(from) });
  }
  return parts;
}
