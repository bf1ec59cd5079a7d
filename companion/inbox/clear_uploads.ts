import { removeUnattended } from "../store/media.ts";
import type { Sql } from "../store/sql.ts";

const AT_ONCE = 100;

/**
 * Clears uploads that were never sent, some at a time, with their files. Who sends one at that very
 * moment is told that it is gone. Answers how many there were.
 */
export async function clearUploads(
  sql: Sql,
  { before, removeFile }: {
    before: Date;
    removeFile(id: string): Promise<void>;
  },
): Promise<number> {
  return await sql.begin(async (tx) => {
    const ids = await removeUnattended(tx, before, AT_ONCE);
    for (const id of ids) await removeFile(id);
    return ids.length;
  });
}
