import type { Statement, Tx } from "./sql.ts";

const frames: TemplateStringsArray[] = [];

/**
 * Runs writes to different rows as one statement: one way to the database, and one start and end of
 * it, for all of them. They see the same world, none what another writes.
 * Source: https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-MODIFYING
 */
export async function together(
  tx: Tx,
  statements: readonly Statement[],
): Promise<void> {
  const frame = frames[statements.length] ??= frameFor(statements.length);
  await tx(frame, ...statements);
}

/** `with w0 as (…), w1 as (…) select`, as a tagged template has it. */
function frameFor(count: number): TemplateStringsArray {
  const pieces = [
    "with w0 as (",
    ...Array.from({ length: count - 1 }, (_, at) => `), w${at + 1} as (`),
    ") select",
  ];
  return Object.assign(pieces, { raw: pieces });
}
