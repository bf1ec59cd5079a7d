import type { Agent } from "./agents.ts";
import type { Sql, Tx } from "./sql.ts";

/** A hand-over that its new agent has not accepted yet. */
export interface PendingHandOver {
  /** Who had it before. */
  fromAgentId: number;
  fromName: string;
  note: string | null;
  at: Date;
}

/** What people have put on a conversation, and whether somebody is waited for. */
export interface Marks {
  labelIds: number[];
  /** By who asks. */
  isPinned: boolean;
  snoozedUntil: Date | null;
  /** Since when the customer waits for an answer. */
  waitingSince: Date | null;
  handOver: PendingHandOver | null;
}

type MarksRow =
  & Omit<Marks, "handOver">
  & { id: string; fromAgentId: number | null }
  & Omit<PendingHandOver, "fromAgentId">;

/** What is on each of these, as this agent sees it. Whether they may see it was asked before. */
export async function readMarks(
  sql: Sql | Tx,
  ids: readonly string[],
  agent: Pick<Agent, "id">,
): Promise<Map<string, Marks>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<MarksRow[]>`
    select c.id, c.snoozed_until, c.waiting_since, h.from_agent_id, giver.name as from_name, h.note, h.at,
      array(select label_id from conversation_labels where conversation_id = c.id order by label_id) as label_ids,
      exists (select from pins where agent_id = ${agent.id} and conversation_id = c.id) as is_pinned
    from conversations c
    left join hand_overs h on h.conversation_id = c.id
    left join agents giver on giver.id = h.from_agent_id
    where c.id = any(${ids as string[]}::uuid[])
  `;
  return new Map(rows.map((row) => [row.id, toMarks(row)]));
}

/** Of a conversation that went away while it was asked for. */
export const NO_MARKS: Marks = {
  labelIds: [],
  isPinned: false,
  snoozedUntil: null,
  waitingSince: null,
  handOver: null,
};

function toMarks(row: MarksRow): Marks {
  const { labelIds, isPinned, snoozedUntil, waitingSince } = row;
  const { fromAgentId, fromName, note, at } = row;
  return {
    labelIds,
    isPinned,
    snoozedUntil,
    waitingSince,
    handOver: fromAgentId === null ? null : { fromAgentId, fromName, note, at },
  };
}
