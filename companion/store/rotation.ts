import { type Exclusion, hasRoom, type Turn } from "../domain/assignment.ts";
import { rowsOf } from "./rows.ts";
import type { Sql, Statement, Tx } from "./sql.ts";

const turnRows = rowsOf({ lineId: "int", agentId: "int", turn: "bigint" });

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
): Promise<Omit<Rotation, "lineId" | "turn">> {
  // Somebody in the rotas of two lines has one room: who fills it holds it.
  await tx`
    select from agents where capacity is not null and id in (select agent_id from rota where line_id = ${lineId})
    order by id for no key update
  `;
  return toRota(
    await tx<RotaRow[]>`
      select r.agent_id, r.last_turn, r.place, a.paused_at is not null as is_paused,
        case when a.capacity is not null then room_of(a.id, a.capacity) end as room
      from rota r join agents a on a.id = r.agent_id
      where r.line_id = ${lineId} order by r.place
    `,
  );
}

/** A turn of a line, and who took it. */
export interface TakenTurn {
  lineId: number;
  agentId: number;
  turn: number;
}

/** A line's rotation, held: how many were handed out before, and who could get the next. */
export interface Rotation {
  lineId: number;
  turn: number;
  eligible: Turn[];
  excluded: Exclusion[];
}

/** Writes down the turns that agents took. */
export function setTurns(tx: Tx, given: readonly TakenTurn[]): Statement {
  return tx`
    update rota set last_turn = g.turn
    from (select "lineId", "agentId", max(turn) as turn from ${
    turnRows(tx, given)
  } as given group by 1, 2) as g
    where rota.line_id = g."lineId" and rota.agent_id = g."agentId"
  `;
}

/** Writes down how many have been handed out on each line then. */
export function countTurns(tx: Tx, given: readonly TakenTurn[]): Statement {
  return tx`
    update rotations r set turn = g.turn
    from (select "lineId", max(turn) as turn from ${
    turnRows(tx, given)
  } as given group by 1) as g
    where r.line_id = g."lineId"
  `;
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

/** The lines where somebody waits whom an agent with a capacity has room for. */
export async function readLinesWithRoom(sql: Sql): Promise<number[]> {
  const rows = await sql<{ lineId: number }[]>`
    select distinct r.line_id from agents a join rota r on r.agent_id = a.id
    where a.capacity is not null and a.paused_at is null
      and exists (select from conversations c where c.line_id = r.line_id and c.state = 'waiting')
      and room_of(a.id, a.capacity) > 0
    order by r.line_id
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

/** Somebody in a rota, who may be paused. */
export type RotaRow = Turn & { isPaused: boolean };

/** Parts who could get a conversation from who could not, and says why. */
export function toRota(
  rows: readonly RotaRow[],
): Omit<Rotation, "lineId" | "turn"> {
  return {
    eligible: rows.filter((row) => whyNot(row) === null),
    excluded: rows.flatMap((row) => {
      const why = whyNot(row);
      return why ? [{ agent: row.agentId, why }] : [];
    }),
  };
}

function whyNot(row: RotaRow): Exclusion["why"] | null {
  if (row.isPaused) return "paused";
  return hasRoom(row) ? null : "full";
}
