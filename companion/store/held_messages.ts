import type { DeliveryStatus } from "../../shared/delivery.ts";
import { messageIdOf } from "../domain/message_id.ts";
import type { Sql } from "./sql.ts";

/** Which of these of the provider's messages from customers are here. */
export async function readHeld(
  sql: Sql,
  providerSids: readonly string[],
): Promise<Set<string>> {
  if (providerSids.length === 0) return new Set();
  const sidOf = new Map(providerSids.map((sid) => [messageIdOf(sid), sid]));
  const rows = await sql<{ id: string }[]>`
    select id from messages where id in ${sql([...sidOf.keys()])}
  `;
  return new Set(rows.map(({ id }) => sidOf.get(id)!));
}

/** How far those of our messages are that the provider calls so. */
export async function readStatusesOfSent(
  sql: Sql,
  lineId: number,
  providerSids: readonly string[],
): Promise<Map<string, DeliveryStatus>> {
  if (providerSids.length === 0) return new Map();
  const rows = await sql<{ providerSid: string; status: DeliveryStatus }[]>`
    select provider_sid, status from messages
    where line_id = ${lineId} and provider_sid in ${
    sql(providerSids)
  } and direction = 'outbound'
  `;
  return new Map(rows.map(({ providerSid, status }) => [providerSid, status]));
}
