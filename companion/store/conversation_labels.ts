import type { Tx } from "./sql.ts";

/** A label, by its name. */
export interface NamedLabel {
  id: number;
  name: string;
}

/** The labels of a conversation, in the order of their names. */
export async function readLabelsOf(
  tx: Tx,
  conversationId: string,
): Promise<NamedLabel[]> {
  return await tx<NamedLabel[]>`
    select l.id, l.name from conversation_labels cl join labels l on l.id = cl.label_id
    where cl.conversation_id = ${conversationId} order by l.name
  `;
}

/** Those of these labels that there are, which stay until the transaction ends. */
export async function holdLabels(
  tx: Tx,
  ids: readonly number[],
): Promise<NamedLabel[]> {
  return await tx<NamedLabel[]>`
    select id, name from labels where id = any(${ids as number[]}::int[]) order by name for key share
  `;
}

/** Gives a conversation these labels and no other. */
export async function setLabelsOf(
  tx: Tx,
  conversationId: string,
  ids: readonly number[],
): Promise<void> {
  await tx`
    delete from conversation_labels
    where conversation_id = ${conversationId} and label_id <> all(${ids as number[]}::int[])
  `;
  await tx`
    insert into conversation_labels (conversation_id, label_id)
    select ${conversationId}, id from unnest(${ids as number[]}::int[]) as id on conflict do nothing
  `;
}
