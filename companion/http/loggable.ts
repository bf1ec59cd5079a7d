/**
 * An error as the log may have it. What Postgres says of wrong data, and what a parser says of a
 * wrong text, quotes it; a log holds no word of a message, so there the code has to do.
 */
export function loggable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = String((error as { code?: unknown }).code ?? "");
  const isQuoting = error instanceof SyntaxError || /^2[23]/.test(code);
  const what = isQuoting ? `${error.name} ${code}`.trim() : String(error);
  const frames = error.stack?.split("\n").filter((line) =>
    /^\s+at /.test(line)
  );
  return [what, ...frames ?? []].join("\n");
}
