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
