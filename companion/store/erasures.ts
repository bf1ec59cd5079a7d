import { ERASING_KINDS, type TaskKind } from "./lanes.ts";
import type { Sql, Tx } from "./sql.ts";

/** How much of what was erased, by place. */
export type ErasureCounts = Readonly<Record<string, number>>;

/** A receipt. */
export interface Erasure {
  id: string;
  askedAt: Date;
  /** `null` when the time of the conversations was over. */
  askedBy: number | null;
  askedByName: string | null;
  /** The provider's copy too. */
  isAtProvider: boolean;
  conversationIds: string[];
  counts: ErasureCounts;
}

/** What is still promised of an erasure. */
export interface PendingErasure {
  kind: TaskKind;
  conversationId: string;
  state: "active" | "stopped";
  attempts: number;
  problem: string | null;
}

/** Writes a receipt. */
export async function addErasure(
  tx: Tx,
  erasure: Omit<Erasure, "askedByName">,
): Promise<void> {
  const { id, askedAt, askedBy, isAtProvider, conversationIds, counts } =
    erasure;
  await tx`
    insert into erasures (id, asked_at, asked_by, is_at_provider, conversation_ids, counts)
    values (${id}, ${askedAt}, ${askedBy}, ${isAtProvider}, ${conversationIds}::uuid[], ${
    tx.json(counts)
  })
  `;
}

/** Adds to what a receipt counts. */
export async function addCounts(
  sql: Sql | Tx,
  id: string,
  counts: ErasureCounts,
): Promise<void> {
  await sql`
    update erasures set counts = (
      select jsonb_object_agg(key, total) from (
        select key, sum(value::bigint) as total from (
          select * from jsonb_each_text(counts)
          union all select * from jsonb_each_text(${sql.json(counts)})
        ) as parts group by key
      ) as sums
    ) where id = ${id}
  `;
}

/** A receipt by its own id, or by that of a conversation that it speaks of. */
export async function readErasure(
  sql: Sql | Tx,
  by: { id: string } | { conversationId: string },
): Promise<Erasure | null> {
  const which = "id" in by
    ? sql`e.id = ${by.id}`
    : sql`e.conversation_ids @> array[${by.conversationId}::uuid]`;
  const [row] = await sql<Erasure[]>`
    select e.id, e.asked_at, e.asked_by, a.name as asked_by_name, e.is_at_provider, e.conversation_ids, e.counts
    from erasures e left join agents a on a.id = e.asked_by where ${which}
  `;
  return row ?? null;
}

/** What is still promised of these conversations' erasure. */
export async function readPendingErasures(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<PendingErasure[]> {
  return await sql<PendingErasure[]>`
    select kind, conversation_id, state, attempts, problem from outbox_lanes
    where conversation_id = any(${conversationIds as string[]}::uuid[]) and kind in ${
    sql(ERASING_KINDS)
  } and done_seq < last_seq
    order by conversation_id, kind
  `;
}
