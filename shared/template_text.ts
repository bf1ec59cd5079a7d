/** The gaps of a template's text, each once, in their order: `Hola {{1}}` has `1`. */
export function gapsOf(text: string): string[] {
  const gaps = [...text.matchAll(/\{\{\s*([\w-]+)\s*\}\}/g)].map(([, name]) =>
    name!
  );
  return [...new Set(gaps)];
}

/** A template's text as the customer reads it. */
export function filledTemplate(
  text: string,
  variables: Readonly<Record<string, string>>,
): string {
  return text.replace(
    /\{\{\s*([\w-]+)\s*\}\}/g,
    (gap, name: string) =>
      Object.hasOwn(variables, name) ? variables[name]! : gap,
  );
}
