import type { Sql, Tx } from "../../companion/store/sql.ts";

/** What an inbox is filled with. */
export interface BigInbox {
  conversations: number;
  messagesEach: number;
  /** The line whose conversations they are. */
  lineId: number;
  /** Each has as many as the next, but the last, who has only {@link FEW}. */
  agentIds: readonly number[];
}

/** What somebody has who has just begun. */
export const FEW = 50;

const FIRST_NAMES =
  ("María José Ana Luis Carlos Sofía Juan Andrés Camila Valentina Jorge Lucía Pedro Daniela Felipe " +
    "Laura Diego Martín Paula Óscar Natalia Iván Sara Tomás Elena Hugo Inés Raúl Rocío Ximena")
    .split(" ");
const LAST_NAMES =
  ("García Rodríguez Martínez López González Pérez Sánchez Ramírez Torres Flores Gómez Díaz Vargas Castro " +
    "Rojas Moreno Muñoz Ortiz Jiménez Ruiz Suárez Peña Ríos Castaño Beltrán Cárdenas Zuluaga Echeverri Ñáñez Quiñones")
    .split(" ");

/**
 * Fills an empty inbox by SQL alone: nobody could wait for so many webhooks. First names are as
 * unequal as in life; numbers, agents and times are spread evenly, the same in each run. One in a
 * thousand is called Wenceslao, and one of all Xóchitl.
 */
export async function fillInbox(sql: Sql, inbox: BigInbox): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local maintenance_work_mem = '256MB'`;
    // Neither triggers nor references: each of a million rows would pay for them.
    await tx`set local session_replication_role = replica`;
    // In the order of who tidies: indexes are dropped below, and a house at work would wait in a circle.
    for (const table of ["holdings", "conversation_texts", "conversations"]) {
      await tx`lock table ${tx(table)} in access exclusive mode`;
    }
    await addConversations(tx, inbox);
    await addWhatFindsThem(tx);
    await addMessages(tx, inbox);
  });
  const session = await sql.reserve();
  try {
    await session`set statement_timeout = 0`;
    await session`vacuum analyze`;
    await session`reset statement_timeout`;
  } finally {
    session.release();
  }
}

async function addConversations(tx: Tx, inbox: BigInbox): Promise<void> {
  const { conversations, messagesEach, lineId, agentIds } = inbox;
  const few = agentIds.at(-1)!;
  const many = agentIds.slice(0, -1);
  const indexes = await dropIndexes(tx, "conversations");
  await tx`
    insert into conversations (
      id, line_id, address, number, name, search, agent_id, version, talk_turn, message_count, unread,
      last_inbound_at, last_message_at, last_message, created_at
    )
    select md5('c' || i)::uuid, ${lineId}, 'whatsapp:+' || number, number, name, search_text(name, number),
      case when i <= ${FEW} then ${few} else (${many}::int[])[1 + i % ${many.length}] end,
      ${messagesEach}, ${messagesEach}, ${messagesEach}, i % 3, at, at, 'Buenos días, ¿me regala una cita?', at
    from (
      select i, (573000000000 + i * 7919::bigint % 100000000)::text as number,
        case when i = 7 then 'Xóchitl Ñuñez' when i % 1000 = 0 then 'Wenceslao ' || last else first || ' ' || last end as name,
        timestamptz '2026-01-01' + (i * 7907::bigint % ${conversations}) * interval '300 days' / ${conversations} as at
      from (
        select i, (${FIRST_NAMES}::text[])[1 + floor(30 * power(abs(hashint4(i)) / 2147483649.0, 2))::int] as first,
          (${LAST_NAMES}::text[])[1 + abs(hashint4(-i)) % 30] as last
        from generate_series(1, ${conversations}::int) as i
      ) as person
    ) as customer
  `;
  for (const index of indexes) await tx.unsafe(index);
}

async function addWhatFindsThem(tx: Tx): Promise<void> {
  const indexes = await dropIndexes(tx, "conversation_texts");
  await tx`
    insert into conversation_texts (conversation_id, line_id, text) select id, line_id, search from conversations
  `;
  for (const index of indexes) await tx.unsafe(index);
  await tx`
    insert into holdings (agent_id, line_id, conversations)
    select agent_id, line_id, count(*) from conversations group by agent_id, line_id
  `;
  await tx`
    insert into addresses (line_id, key, conversation_id)
    select line_id, 'tel:' || number, id from conversations order by number
  `;
}

/** Two of three are the customer's. As in life, a thread's messages lie far apart. */
async function addMessages(
  tx: Tx,
  { messagesEach }: BigInbox,
): Promise<void> {
  await tx`alter table messages drop constraint messages_id_key`;
  const indexes = await dropIndexes(tx, "messages");
  for (let position = 1; position <= messagesEach; position++) {
    const isOurs = position % 3 === 0;
    await tx`
      insert into messages (
        conversation_id, position, id, line_id, direction, author, agent_id, body, status, provider_sid, sent_at
      )
      select id, ${position}, md5(id::text || ${position}::int)::uuid, line_id, ${
      isOurs ? "outbound" : "inbound"
    }, ${isOurs ? "agent" : "customer"}, case when ${isOurs} then agent_id end,
        'Buenos días, ¿me regala una cita para el martes?', ${
      isOurs ? "read" : "received"
    }, 'SM' || md5(id::text || ${position}::int),
        last_message_at - ${messagesEach - position}::int * interval '1 minute'
      from conversations order by id
    `;
  }
  for (const index of indexes) await tx.unsafe(index);
  await tx`alter table messages add constraint messages_id_key unique (id)`;
}

/** Drops those indexes of a table that no constraint needs, and answers what makes them again: once is faster than row by row. */
async function dropIndexes(tx: Tx, table: string): Promise<string[]> {
  const indexes = await tx<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = ${table}::regclass
      and not exists (select from pg_constraint where conindid = indexrelid)
  `;
  for (const { name } of indexes) await tx`drop index ${tx(name)}`;
  return indexes.map(({ definition }) => definition);
}
