import type { Tx } from "./sql.ts";

// Its holder writes what messages are found by; released with its transaction.
const FILL_LOCK = 7007;
/** How many messages share a heap: see the table's comment. */
export const HEAP = 131_072;
const COMMITS_AT_ONCE = 200;

/**
 * Takes the words of what was said meanwhile, in the order of commits, and of some of what was there
 * before. One at a time over all processes. Answers whether there is more.
 */
export async function fillTexts(tx: Tx, limit: number): Promise<boolean> {
  const [lock] = await tx<
    { isOurs: boolean }[]
  >`select pg_try_advisory_xact_lock(${FILL_LOCK}) as is_ours`;
  if (!lock!.isOurs) return false;
  const isNews = await fillNew(tx);
  return await fillOld(tx, limit) || isNews;
}

async function fillNew(tx: Tx): Promise<boolean> {
  const [row] = await tx<{ commits: number }[]>`
    with told as materialized (
      select c.place, c.changes from commits c
      where c.place > (select place from message_text_places) order by c.place limit ${COMMITS_AT_ONCE}
    ), said as (
      select (ch->>'messageId')::uuid as id from told cross join lateral jsonb_array_elements(told.changes) as ch
      where ch->>'event' = 'new_message'
    ), added as (
      insert into message_texts (seq, conversation_id, position, words) overriding system value
      select t.seq, t.conversation_id, t.position, ${words(tx)} from (
        select nextval('message_texts_seq_seq') as seq, m.* from (
          select m.conversation_id, m.position, m.body from messages m join said on said.id = m.id
          where m.body <> '' order by m.sent_at
        ) as m
      ) as t on conflict (conversation_id, position) do nothing
    ), moved as (
      update message_text_places set place = (select max(place) from told) where exists (select from told)
    )
    select count(*) as commits from told
  `;
  return row!.commits === COMMITS_AT_ONCE;
}

/** What was said before there was a search, conversation after conversation. */
async function fillOld(tx: Tx, limit: number): Promise<boolean> {
  const [row] = await tx<{ count: number }[]>`
    with place as (
      select coalesce(last_conversation, '00000000-0000-0000-0000-000000000000'::uuid) as conversation_id, last_position
      from message_text_places where not is_caught_up
    ), old as materialized (
      select m.conversation_id, m.position, m.body from messages m
      where (m.conversation_id, m.position) > ((select conversation_id from place), (select last_position from place))
      order by m.conversation_id, m.position limit ${limit}
    ), added as (
      insert into message_texts (seq, conversation_id, position, words) overriding system value
      select t.seq, t.conversation_id, t.position, ${words(tx)} from (
        select nextval('message_texts_seq_seq') as seq, old.* from old where old.body <> ''
      ) as t on conflict (conversation_id, position) do nothing
    ), newest as (
      select conversation_id, position from old order by conversation_id desc, position desc limit 1
    ), moved as (
      update message_text_places set is_caught_up = (select count(*) from old) < ${limit},
        last_conversation = coalesce((select conversation_id from newest), last_conversation),
        last_position = coalesce((select position from newest), last_position)
      where not is_caught_up
    )
    select count(*) as count from old
  `;
  return row!.count === limit;
}

/** Of the row called `t`: without places, which nobody asks for, and with its heap. */
function words(tx: Tx) {
  return tx`
    strip(to_tsvector('simple', word_text(left(t.body, 20000)))) || array_to_tsvector(array['#' || t.seq / ${HEAP}::int])
  `;
}

/** Takes out the words of messages that are going. */
export async function removeTextsOfMessages(
  tx: Tx,
  messageIds: readonly string[],
): Promise<void> {
  await tx`
    delete from message_texts t using messages m
    where m.id = any(${messageIds as string[]}::uuid[])
      and t.conversation_id = m.conversation_id and t.position = m.position
  `;
}

/** Takes out what is left of a conversation that is gone: after whoever was filling when its messages went. */
export async function removeTextsOfConversation(
  tx: Tx,
  conversationId: string,
): Promise<void> {
  await tx`select pg_advisory_xact_lock(${FILL_LOCK})`;
  await tx`delete from message_texts where conversation_id = ${conversationId}`;
}
