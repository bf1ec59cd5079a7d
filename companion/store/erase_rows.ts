import { ERASING_KINDS } from "./lanes.ts";
import { removeTextsOfMessages } from "./message_texts.ts";
import type { Sql, Tx } from "./sql.ts";

/** A message that is to go, with every name that it has. */
export interface ErasedMessage {
  id: string;
  lineId: number;
  direction: "inbound" | "outbound";
  /** The provider's: of its newest try, then of earlier ones. */
  sids: string[];
}

/** How a customer is written in what came in. */
export interface ErasedCustomer {
  conversationId: string;
  /** Addresses as the provider writes them, upper case. */
  spellings: readonly string[];
  /** How the site calls the customer. */
  userIds: readonly string[];
}

/** The next messages that a conversation which is gone has left, the oldest first. */
export async function readLeftMessages(
  sql: Sql,
  conversationId: string,
  limit: number,
): Promise<ErasedMessage[]> {
  return await sql<ErasedMessage[]>`
    select id, line_id, direction, array_remove(provider_sid || retired_sids, null) as sids
    from messages where conversation_id = ${conversationId} order by position limit ${limit}
  `;
}

/** The files of these messages. */
export async function readLeftMedia(
  sql: Sql,
  messageIds: readonly string[],
): Promise<string[]> {
  const rows = await sql<
    { id: string }[]
  >`select id from media where message_id = any(${messageIds as string[]}::uuid[])`;
  return rows.map(({ id }) => id);
}

/** Removes messages with their files' rows and all that the journal has of them. Answers how many went. */
export async function removeMessages(
  tx: Tx,
  messages: readonly ErasedMessage[],
): Promise<{ webhooks: number; media: number; messages: number }> {
  const ids = messages.map(({ id }) => id);
  const sids = messages.flatMap((message) =>
    message.sids.map((sid) => ({ sid, lineId: message.lineId }))
  );
  const received = await tx`
    delete from webhooks w using (select * ${listed(tx, sids)}) as s
    where w.line_id in (0, s."lineId") and w.key = 'm:' || s.sid
  `;
  // Between two keys, so that the primary key finds them: the words of a status are letters.
  const reported = await tx`
    delete from webhooks w using (select * ${listed(tx, sids)}) as s
    where w.line_id in (0, s."lineId") and w.key >= 's:' || s.sid || ':' and w.key < 's:' || s.sid || ':zzzz'
      and starts_with(w.key, 's:' || s.sid || ':')
  `;
  await removeTextsOfMessages(tx, ids);
  const media =
    await tx`delete from media where message_id = any(${ids}::uuid[])`;
  const said = await tx`delete from messages where id = any(${ids}::uuid[])`;
  return {
    webhooks: received.count + reported.count,
    media: media.count,
    messages: said.count,
  };
}

/** Removes what else the journal says of a customer: what no message came of, and what the site told. */
export async function removeMentions(
  tx: Tx,
  { conversationId, spellings, userIds }: ErasedCustomer,
): Promise<number> {
  const unsettled = await tx`
    delete from webhooks where state <> 'done' and (
      upper(params->>'From') = any(${spellings as string[]}::text[])
      or upper(params->>'To') = any(${spellings as string[]}::text[])
    )
  `;
  const words = [conversationId, ...userIds].map((word) => `%${word}%`);
  const told = await tx`
    delete from webhooks where kind <> 'message' and kind = 'wix' and params::text like any(${words}::text[])
  `;
  return unsettled.count + told.count;
}

/** Removes the promises that a conversation which is gone has left, but those to erase it. */
export async function removePromises(
  tx: Tx,
  conversationId: string,
): Promise<void> {
  for (const table of ["outbox_tasks", "outbox_lanes"]) {
    await tx`
      delete from ${
      tx(table)
    } where conversation_id = ${conversationId} and kind not in ${
      tx(ERASING_KINDS)
    }
    `;
  }
}

/** Whether something of a conversation is under way at this moment: sent, fetched or published. */
export async function isUnderWay(
  sql: Sql,
  conversationId: string,
): Promise<boolean> {
  const { count } = await sql`
    select from outbox_lanes where conversation_id = ${conversationId} and claimed_by is not null
      and kind not in ${sql(ERASING_KINDS)}
  `;
  return count > 0;
}

/** Those of these conversations whose customer the site still has to erase an earlier one of: until then it stores nothing newer. */
export async function readAwaitingErasure(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<Set<string>> {
  if (conversationIds.length === 0) return new Set();
  const rows = await sql<{ id: string }[]>`
    select c.id from outbox_tasks t
    join conversations c on t.payload->'userIds' ? c.number
    where t.kind = 'erase_site' and c.id = any(${conversationIds as string[]}::uuid[])
  `;
  return new Set(rows.map(({ id }) => id));
}

function listed(
  tx: Tx,
  sids: readonly { sid: string; lineId: number }[],
) {
  return tx`from jsonb_to_recordset(${
    tx.json(sids as never)
  }) as s (sid text, "lineId" int)`;
}
