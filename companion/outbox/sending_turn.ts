import type { Line } from "../store/lines.ts";
import { readWaitMs, settleTurn, takeTurn, type Turn } from "../store/rates.ts";
import type { Sql } from "../store/sql.ts";
import { customerRate, lineRate, type Quotas } from "./quotas.ts";

/** Whose turn it isn't yet, and for how long. */
export interface NotYet {
  of: "line" | "customer";
  waitMs: number;
}

/**
 * Takes the line's and the customer's turn for one reply; when either has to wait, nothing is taken. A
 * customer who has had too many waits alone.
 */
export async function takeSendingTurn(
  sql: Sql,
  quotas: Quotas,
  { line, conversationId }: { line: Line; conversationId: string },
): Promise<Turn | NotYet> {
  const ofCustomer = customerRate(quotas, conversationId);
  const ofLine = lineRate(quotas, line.id);
  if (!await takeTurn(sql, ofCustomer)) {
    return { of: "customer", waitMs: await readWaitMs(sql, ofCustomer) };
  }
  const turn = await takeTurn(sql, ofLine);
  if (turn) return turn;
  await settleTurn(sql, ofCustomer, -1);
  return { of: "line", waitMs: await readWaitMs(sql, ofLine) };
}
