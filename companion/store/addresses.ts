import type { Sql, Tx } from "./sql.ts";

/** One way a customer is known on a line. */
export interface KnownAddress {
  lineId: number;
  key: string;
  conversationId: string;
}

/** Who is known by these keys. */
export async function readAddresses(
  sql: Sql | Tx,
  keys: readonly { lineId: number; key: string }[],
): Promise<KnownAddress[]> {
  return await sql<KnownAddress[]>`
    select a.line_id, a.key, a.conversation_id
    from jsonb_to_recordset(${
    sql.json(keys as never)
  }) as wanted ("lineId" int, key text)
    join addresses a on a.line_id = wanted."lineId" and a.key = wanted.key
  `;
}

/**
 * Makes the keys known, and answers those that really were new. The others belong to somebody
 * who came at the same moment: waited for, to be read again.
 */
export async function addAddresses(
  tx: Tx,
  addresses: readonly KnownAddress[],
): Promise<KnownAddress[]> {
  return await tx<KnownAddress[]>`
    insert into addresses (line_id, key, conversation_id)
    select "lineId", key, "conversationId"
    from jsonb_to_recordset(${
    tx.json(addresses as never)
  }) as a ("lineId" int, key text, "conversationId" uuid)
    order by "lineId", key
    on conflict do nothing
    returning line_id, key, conversation_id
  `;
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
