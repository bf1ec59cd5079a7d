import { fillTexts } from "../store/message_texts.ts";
import type { Sql } from "../store/sql.ts";

const AT_ONCE = 500;

/** Lets what was said be found by its words, some at a time. Answers whether there is more. */
export async function takeTexts(sql: Sql): Promise<boolean> {
  return await sql.begin((tx) => fillTexts(tx, AT_ONCE));
}
