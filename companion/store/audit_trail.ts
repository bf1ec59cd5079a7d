import type { Sql, Tx } from "./sql.ts";

/** What the trail knows. */
export type Act =
  | "signed_in"
  | "bound"
  | "refused"
  | "handed_over"
  | "paused"
  | "resumed"
  | "started"
  | "capacity_set"
  | "shared_out"
  | "enrolled"
  | "line_added"
  | "credentials_replaced"
  | "settings_changed"
  | "released"
  | "replayed"
  | "exported"
  | "erased";

/** Who acts. */
export interface Actor {
  /** `null`: the service itself, or somebody who is no agent. */
  agentId: number | null;
  /** Where from, masked; `null` for the service itself. */
  address: string | null;
}

/** The service itself. */
export const THE_SERVICE: Actor = { agentId: null, address: null };

/** An act, as it is written down. */
export interface AuditEntry {
  act: Act;
  by: Actor;
  /** Of the site, masked, where no agent is known. */
  member?: string;
  lineId?: number;
  conversationId?: string;
  aboutAgentId?: number;
  /** How often, where many alike are one row. */
  times?: number;
  /** Codes, patterns and ids: never a number, a text or a secret. */
  details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Told a single time under this name. */
  once?: string;
}

/** An act, as it is read. */
export interface AuditRow {
  id: number;
  at: Date;
  act: Act;
  agentId: number | null;
  agentName: string | null;
  member: string | null;
  address: string | null;
  lineId: number | null;
  conversationId: string | null;
  aboutAgentId: number | null;
  aboutAgentName: string | null;
  times: number;
  details: Record<string, unknown>;
}

/** Writes acts down, in the transaction of what they tell where there is one. */
export async function addToAudit(
  sql: Sql | Tx,
  entries: readonly AuditEntry[],
  at: Date,
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    act: entry.act,
    agent_id: entry.by.agentId,
    address: entry.by.address,
    member: entry.member ?? null,
    line_id: entry.lineId ?? null,
    conversation_id: entry.conversationId ?? null,
    about_agent_id: entry.aboutAgentId ?? null,
    times: entry.times ?? 1,
    details: entry.details ?? {},
    once: entry.once ?? null,
  }));
  await sql`
    insert into audit_trail (
      at, act, agent_id, address, member, line_id, conversation_id, about_agent_id, times, details, once
    )
    select ${at}, act, agent_id, address, member, line_id, conversation_id, about_agent_id, times, details, once
    from jsonb_to_recordset(${sql.json(rows)}) as entry (
      act text, agent_id int, address text, member text, line_id int, conversation_id uuid,
      about_agent_id int, times int, details jsonb, once text
    )
    on conflict (once) do nothing
  `;
}

/** A page of the trail, the newest first; with `before` what is older than that row. */
export async function readAudit(
  sql: Sql,
  { before, limit, act }: {
    before: number | null;
    limit: number;
    act: string | null;
  },
): Promise<AuditRow[]> {
  return await sql<AuditRow[]>`
    select trail.id, at, act, agent_id, who.name as agent_name, member, address, line_id,
      conversation_id, about_agent_id, about.name as about_agent_name, times, details
    from audit_trail trail
      left join agents who on who.id = trail.agent_id
      left join agents about on about.id = trail.about_agent_id
    where ${before === null ? sql`true` : sql`trail.id < ${before}`}
      and ${act === null ? sql`true` : sql`act = ${act}`}
    order by trail.id desc
    limit ${limit}
  `;
}

/** How many of the oldest rows are looked at: they stand in the order of their ids, nearly in that of time. */
const ERASED_AT_ONCE = 10_000;

/** Erases a portion of what is older: the one way in which the trail gets shorter. Answers how many rows went. */
export async function eraseAuditBefore(tx: Tx, before: Date): Promise<number> {
  await tx`select set_config('relevo.erasing', 'on', true)`;
  const { count } = await tx`
    delete from audit_trail where at < ${before}
      and id in (select id from audit_trail order by id limit ${ERASED_AT_ONCE})
  `;
  await tx`select set_config('relevo.erasing', 'off', true)`;
  return count;
}
