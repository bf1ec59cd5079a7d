/** An address out of what was received, when it leads to the web; `null` for any other. */
export function webAddress(text: string | null): string | null {
  return text && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}
