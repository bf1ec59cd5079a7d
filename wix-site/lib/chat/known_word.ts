/** The word for a name that came from outside; `null` where there is none, whatever the name. */
export function knownWord(
  words: Readonly<Record<string, string>>,
  name: string,
): string | null {
  return Object.hasOwn(words, name) ? words[name]! : null;
}
