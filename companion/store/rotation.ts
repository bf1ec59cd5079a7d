import type { Exclusion, Turn } from "../domain/assignment.ts";
import type { Sql, Tx } from "./sql.ts";

/**
 * Waits for the line's turn to hand out, and answers how many were handed out before. Whoever
 * hands out, pauses or admits somebody locks this first and reads the rota after.
 */
export async function lockRotation(tx: Tx, lineId: number): Promise<number> {
  const [row] = await tx<
    { turn: number }[]
  >`select turn from rotations where line_id = ${lineId} for update`;
  if (!row) throw new Error(`Cannot hand out: line ${lineId} has no rotation`);
  return row.turn;
}

/** Who could get a conversation of the line now, and who could not and why. */
export async function readRota(
  tx: Tx,
  lineId: number,
): Promise<{ eligible: Turn[]; excluded: Exclusion[] }> {
  const rows = await tx<(Turn & { isPaused: boolean })[]>`
    select r.agent_id, r.last_turn, r.place, a.paused_at is not null as is_paused
    from rota r join agents a on a.id = r.agent_id
    where r.line_id = ${lineId} order by r.place
  `;
  return {
    eligible: rows.filter(({ isPaused }) => !isPaused),
    excluded: rows.filter(({ isPaused }) => isPaused).map(({ agentId }) => ({
      agent: agentId,
      why: "paused",
    })),
  };
}

/** Writes down the turns taken, and the line's new count. */
export async function setTurns(
  tx: Tx,
  lineId: number,
  given: readonly { agentId: number; turn: number }[],
): Promise<void> {
  const last = new Map(given.map(({ agentId, turn }) => [agentId, turn]));
  if (last.size === 0) return;
  const rows = [...last].map(([agentId, turn]) => ({ agentId, turn }));
  await Promise.all([
    tx`
      update rota set last_turn = given.turn
      from jsonb_to_recordset(${
      tx.json(rows)
    }) as given ("agentId" int, turn bigint)
      where rota.line_id = ${lineId} and rota.agent_id = given."agentId"
    `,
    tx`update rotations set turn = turn + ${given.length} where line_id = ${lineId}`,
  ]);
}

/** The lines in whose rota somebody is, in the order in which they are locked. */
export async function readLinesOfAgent(
  sql: Sql | Tx,
  agentId: number,
): Promise<number[]> {
  const rows = await sql<{ lineId: number }[]>`
    select line_id from rota where agent_id = ${agentId} order by line_id
  `;
  return rows.map(({ lineId }) => lineId);
}

/** Puts somebody at the end of a line's rota. Twice is once. */
export async function addToRota(
  tx: Tx,
  lineId: number,
  agentId: number,
): Promise<void> {
  await tx`
    insert into rota (line_id, agent_id, place)
    select ${lineId}, ${agentId}, coalesce(max(place), 0) + 1 from rota where line_id = ${lineId}
    on conflict do nothing
  `;
}

/** Takes somebody out of a line's rota. What they have stays theirs. */
export async function removeFromRota(
  tx: Tx,
  lineId: number,
  agentId: number,
): Promise<void> {
  await tx`delete from rota where line_id = ${lineId} and agent_id = ${agentId}`;
}
