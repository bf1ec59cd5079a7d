import type { Sql, Tx } from "./sql.ts";

/** One WhatsApp number of the business. */
export interface Line {
  id: number;
  /** `whatsapp:+E164`. */
  number: string;
  name: string;
  accountSid: string;
  messagingServiceSid: string | null;
  /** Encrypted; `null` when they come from the environment. */
  credentials: string | null;
  state: "active" | "stopped";
  stoppedBecause: string | null;
}

/** All lines, the first one first. */
export async function readLines(sql: Sql | Tx): Promise<Line[]> {
  return await sql<Line[]>`select ${columns(sql)} from lines order by id`;
}

/** One of them. */
export async function readLine(
  sql: Sql | Tx,
  id: number,
): Promise<Line | null> {
  const [row] = await sql<Line[]>`select ${
    columns(sql)
  } from lines where id = ${id}`;
  return row ?? null;
}

// The half of an advisory lock that no worker's number meets.
const MEMBERSHIP_LOCK = 7005;

/** Makes whoever adds a line and whoever admits an agent take turns: else the new one of either could miss the other. */
export async function lockMembership(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(${MEMBERSHIP_LOCK}, 0)`;
}

/** Adds a further line, with its rotation; `null` when the number is one already. */
export async function addLine(
  tx: Tx,
  line: Pick<Line, "number" | "name" | "accountSid" | "messagingServiceSid">,
): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    insert into lines (number, name, account_sid, messaging_service_sid)
    values (${line.number}, ${line.name}, ${line.accountSid}, ${line.messagingServiceSid})
    on conflict (number) do nothing
    returning id
  `;
  if (!row) return null;
  await tx`insert into rotations (line_id) values (${row.id})`;
  return row.id;
}

/** Gives a line other credentials. */
export async function setCredentials(
  tx: Tx,
  id: number,
  { accountSid, messagingServiceSid, credentials }: Pick<
    Line,
    "accountSid" | "messagingServiceSid" | "credentials"
  >,
): Promise<void> {
  await tx`
    update lines set account_sid = ${accountSid}, messaging_service_sid = ${messagingServiceSid},
      credentials = ${credentials}
    where id = ${id}
  `;
}

/** Puts the same credentials in another form, unless somebody has replaced them meanwhile. */
export async function exchangeCredentials(
  sql: Sql,
  id: number,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await sql`update lines set credentials = ${to} where id = ${id} and credentials = ${from}`;
}

/** Makes the line known, with its rotation. Twice is once; the account follows the newest. */
export async function saveLine(
  tx: Tx,
  line: { number: string; accountSid: string },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into lines (number, name, account_sid)
    values (${line.number}, ${
    line.number.replace("whatsapp:", "")
  }, ${line.accountSid})
    on conflict (number) do update set account_sid = excluded.account_sid
    returning id
  `;
  await tx`insert into rotations (line_id) values (${
    row!.id
  }) on conflict do nothing`;
  return row!.id;
}

/** Stops a line, because its provider refuses the account, or lets it run again. */
export async function setLineState(
  sql: Sql | Tx,
  id: number,
  stoppedBecause: string | null,
): Promise<void> {
  await sql`
    update lines set state = ${
    stoppedBecause ? "stopped" : "active"
  }, stopped_because = ${stoppedBecause}
    where id = ${id} and stopped_because is distinct from ${stoppedBecause}
  `;
}

function columns(sql: Sql | Tx) {
  return sql`id, number, name, account_sid, messaging_service_sid, credentials, state, stopped_because`;
}
