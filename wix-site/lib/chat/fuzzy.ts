import { plain } from "./team_state.ts";

const AT_WORD = 8;
const IN_ROW = 4;
const ANYWHERE = 1;
const WHOLE = 40;

/**
 * How well a text answers what was typed: its letters in order, the first at the beginning of a word,
 * better together and at beginnings of words. `null` when they aren't all there.
 */
export function fuzzyScore(typed: string, text: string): number | null {
  const wanted = plain(typed).replace(/\s+/g, " ").trim();
  if (wanted === "") return 0;
  const given = plain(text);
  const whole = given.indexOf(wanted);
  if (whole >= 0) return WHOLE + wanted.length + bonusAt(given, whole);
  let score = 0;
  let at = -1;
  for (const letter of wanted.replaceAll(" ", "")) {
    const next = at < 0
      ? given.search(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(letter)}`, "u"))
      : given.indexOf(letter, at + 1);
    if (next < 0) return null;
    score += next === at + 1 ? IN_ROW : bonusAt(given, next);
    at = next;
  }
  // A few letters strewn over a long text mean nothing.
  return score >= wanted.length * 2 ? score : null;
}

function bonusAt(text: string, at: number): number {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1]!) ? AT_WORD : ANYWHERE;
}

function escaped(letter: string): string {
  return letter.replace(/[.*+?^${}()|[\]\\/]/u, "\\$&");
}
