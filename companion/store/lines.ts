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
export async function readLines(sql: Sql): Promise<Line[]> {
  return await sql<Line[]>`select ${columns(sql)} from lines order by id`;
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

function columns(sql: Sql) {
  return sql`id, number, name, account_sid, messaging_service_sid, credentials, state, stopped_because`;
}
