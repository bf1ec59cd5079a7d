import { nextInTurn } from "../../companion/domain/assignment.ts";
import type { Sql } from "../../companion/store/sql.ts";

/** A turn of the ledger. */
export interface LedgerTurn {
  turn: number;
  agentId: number;
  eligible: number[];
}

/** The ledger of the only line, in the order of its turns. */
export async function readTurns(sql: Sql): Promise<LedgerTurn[]> {
  const rows = await sql<LedgerTurn[]>`
    select turn, agent_id, eligible from assignments where turn is not null order by turn
  `;
  return rows.map((row) => ({ ...row }));
}

/** Hands out everything again by the rule alone; the turns that went to somebody else than it says. */
export async function findSkips(
  sql: Sql,
  turns: readonly LedgerTurn[],
): Promise<LedgerTurn[]> {
  const rota = await sql<{ agentId: number; place: number }[]>`
    select agent_id, place from rota
  `;
  const lastTurns = new Map<number, number>();
  return turns.filter(({ turn, agentId, eligible }) => {
    const here = rota.filter((one) => eligible.includes(one.agentId))
      .map((one) => ({
        ...one,
        lastTurn: lastTurns.get(one.agentId) ?? null,
      }));
    const isNext = nextInTurn(here)?.agentId === agentId;
    lastTurns.set(agentId, turn);
    return !isNext;
  });
}
