import { rowsOf } from "./rows.ts";
import type { Sql, Tx } from "./sql.ts";

const keyRows = rowsOf({ lineId: "int", key: "text" });

/** One way a customer is known on a line. */
export interface KnownAddress {
  lineId: number;
  key: string;
  conversationId: string;
}

/** Gives a key to another conversation: the two were the same customer all along. */
export async function setAddress(tx: Tx, address: KnownAddress): Promise<void> {
  await tx`
    update addresses set conversation_id = ${address.conversationId}
    where line_id = ${address.lineId} and key = ${address.key}
  `;
}

/** Makes the customers of these conversations unknown. Answers how they were known. */
export async function removeAddressesOf(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<KnownAddress[]> {
  await tx`
    select from addresses where conversation_id = any(${conversationIds as string[]}::uuid[])
    order by line_id, key for update
  `;
  return [
    ...await tx<KnownAddress[]>`
    delete from addresses where conversation_id = any(${conversationIds as string[]}::uuid[])
    returning line_id, key, conversation_id
  `,
  ];
}

/** How the customer of a conversation is known. */
export async function readKeysOf(
  sql: Sql | Tx,
  conversationId: string,
): Promise<string[]> {
  const rows = await sql<
    { key: string }[]
  >`select key from addresses where conversation_id = ${conversationId}`;
  return rows.map(({ key }) => key);
}

/** This conversation and all others, on whatever line, that an address of the same customer leads to. */
export async function readKinConversations(
  sql: Sql | Tx,
  conversationId: string,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with recursive kin (id) as (
      select ${conversationId}::uuid
      union
      select other.conversation_id from kin
      join addresses own on own.conversation_id = kin.id
      join addresses other on other.key = own.key
    )
    select id from kin order by id
  `;
  return rows.map(({ id }) => id);
}

/** Makes keys unknown that this very transaction has made known. */
export async function removeAddresses(
  tx: Tx,
  keys: readonly { lineId: number; key: string }[],
): Promise<void> {
  await tx`
    delete from addresses a using ${keyRows(tx, keys)} as k
    where a.line_id = k."lineId" and a.key = k.key
  `;
}

/** Makes a key known of a new conversation, unless it is known: answers whose it is then, having waited for whoever was at it. */
export async function learnAddress(
  tx: Tx,
  { lineId, key, conversationId }: KnownAddress,
): Promise<string | null> {
  const { count } = await tx`
    insert into addresses (line_id, key, conversation_id) values (${lineId}, ${key}, ${conversationId})
    on conflict do nothing
  `;
  if (count === 1) return conversationId;
  const [row] = await tx<{ conversationId: string }[]>`
    select conversation_id from addresses where line_id = ${lineId} and key = ${key}
  `;
  return row?.conversationId ?? null;
}
