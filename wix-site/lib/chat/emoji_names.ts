import { plain } from "./team_state.ts";

/** One emoji and what it is called. */
export interface NamedEmoji {
  emoji: string;
  name: string;
  /** Everything it may be looked for by, without case or accents. */
  words: string;
}

/** Reads the groups as `scripts/make_emoji_data.ts` writes them. */
export function readEmoji(groups: readonly string[]): NamedEmoji[][] {
  return groups.map((group) =>
    group.split("|").map((line) => {
      const [emoji = "", name = "", ...tags] = line.split(";");
      return { emoji, name, words: plain([name, ...tags].join(" ")) };
    })
  );
}

/** The emoji that every typed word begins a word of, those named so first. */
export function findEmoji(
  groups: readonly (readonly NamedEmoji[])[],
  typed: string,
): NamedEmoji[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const found = groups.flat().filter(({ words }) =>
    wanted.every((word) => ` ${words}`.includes(` ${word}`))
  );
  const isNamed = ({ words }: NamedEmoji) =>
    words.startsWith(wanted[0]!) ? 0 : 1;
  return found.sort((one, other) => isNamed(one) - isNamed(other));
}
