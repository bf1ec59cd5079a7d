import { readLinesWithRoom } from "../store/rotation.ts";
import type { Sql } from "../store/sql.ts";
import { handOutWaiting } from "./hand_out_waiting.ts";

/**
 * Hands out those who wait, where somebody who was full has room again: whatever made it, a
 * conversation closed, snoozed, handed over or erased, here or elsewhere. Answers whether it did.
 */
export async function fillRoom(sql: Sql, now: Date): Promise<boolean> {
  const lines = await readLinesWithRoom(sql);
  if (lines.length === 0) return false;
  await sql.begin((tx) => handOutWaiting(tx, lines, now));
  return true;
}
