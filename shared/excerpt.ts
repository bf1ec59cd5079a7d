const BEFORE = 40;
const LENGTH = 160;

/** The part of a text where the first of these words is, without case or accents: enough to recognise it. */
export function excerptOf(text: string, words: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const plain = fold(line);
  const [place = 0] = fold(words).split(/[^\p{L}\p{N}]+/u).filter(Boolean)
    .map((word) => plain.indexOf(word)).filter((at) => at >= 0)
    .sort((a, b) => a - b);
  const start = place <= BEFORE
    ? 0
    : line.lastIndexOf(" ", place - BEFORE) + 1 || place - BEFORE;
  const end = start + LENGTH;
  return (start > 0 ? "…" : "") + line.slice(start, end).toWellFormed() +
    (end < line.length ? "…" : "");
}

/** As long as the text: what is found in the one is at the same place in the other. */
function fold(text: string): string {
  return Array.from(
    { length: text.length },
    (_, at) => text[at]!.normalize("NFD")[0]!.toLowerCase()[0]!,
  ).join("");
}
