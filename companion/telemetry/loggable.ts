/** What a database's error says of where it happened; none of it is anybody's data. */
interface DatabaseError extends Error {
  code?: unknown;
  table_name?: unknown;
  column_name?: unknown;
  constraint_name?: unknown;
}

/** Its query may hold anything. */
const ADDRESS = /\b(?:https?|postgres(?:ql)?):\/\/[^\s)"']+/g;

/**
 * An error as the log may have it. What Postgres says of wrong data, and what a parser says of a
 * wrong text, quotes it; a log holds no word of a message, so there the code and the place have to do.
 */
export function loggable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, code, table_name, column_name, constraint_name }:
    DatabaseError = error;
  const isQuoting = error instanceof SyntaxError ||
    /^2[23]/.test(String(code ?? ""));
  const what = isQuoting
    ? [name, code, table_name, column_name, constraint_name].filter(Boolean)
      .join(" ")
    : String(error).replace(ADDRESS, "<address>");
  const frames = error.stack?.split("\n").filter((line) =>
    /^\s+at /.test(line)
  );
  return [what, ...frames ?? []].join("\n");
}
