/** A piece of a text, and whether it is what was looked for. */
export interface MarkedPart {
  text: string;
  isFound: boolean;
}

/** Cuts a text where it has the words of a query, whatever their case and accents. */
export function markWords(text: string, query: string): MarkedPart[] {
  const words = query.split(/\s+/).map(bare).filter(Boolean);
  if (words.length === 0) return [{ text, isFound: false }];
  const pattern = new RegExp(`(${words.map(escaped).join("|")})`, "gi");
  // One letter for each letter, so that places in both are the same.
  const letters = [...text];
  const plain = letters.map((letter) => bare(letter).slice(0, 1) || " ");
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const piece of plain.join("").split(pattern)) {
    const { length } = [...piece];
    const cut = letters.slice(at, at + length).join("");
    at += length;
    if (cut) parts.push({ text: cut, isFound: words.includes(piece) });
  }
  return parts;
}

function bare(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
