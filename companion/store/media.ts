import type { MediaItem } from "../../shared/conversation.ts";
import type { Sql, Tx } from "./sql.ts";

/** A file, as the books have it; its bytes are in the media store under its id. */
export interface MediaRow {
  id: string;
  conversationId: string | null;
  messageId: string | null;
  agentId: number | null;
  sourceUrl: string | null;
  contentType: string;
  size: number | null;
  name: string | null;
  state: MediaItem["state"];
}

/** A file that came with a message, or goes with one. */
export interface NewMedia {
  conversationId: string;
  messageId: string;
  place: number;
  sourceUrl: string;
  contentType: string;
}

/** Notes files whose bytes are still elsewhere. Answers their ids. */
export async function addWaitingMedia(
  tx: Tx,
  media: readonly NewMedia[],
): Promise<{ id: string; conversationId: string }[]> {
  if (media.length === 0) return [];
  return await tx<{ id: string; conversationId: string }[]>`
    insert into media (conversation_id, message_id, place, source_url, content_type)
    select "conversationId", "messageId", place, "sourceUrl", "contentType"
    from jsonb_to_recordset(${tx.json(media as never)}) as m (
      "conversationId" uuid, "messageId" uuid, place int, "sourceUrl" text, "contentType" text
    )
    returning id, conversation_id
  `;
}

/** Notes a file that an agent has uploaded: stored, and of no conversation yet. */
export async function addUpload(
  sql: Sql,
  upload: {
    id: string;
    agentId: number;
    contentType: string;
    size: number;
    name: string | null;
  },
): Promise<void> {
  await sql`
    insert into media (id, agent_id, content_type, size, name, state)
    values (${upload.id}, ${upload.agentId}, ${upload.contentType}, ${upload.size}, ${upload.name}, 'stored')
  `;
}

/** Gives an upload to the message that sends it. `false` when it isn't this agent's, or was sent before. */
export async function claimUpload(
  tx: Tx,
  mediaId: string,
  to: { agentId: number; conversationId: string; messageId: string },
): Promise<boolean> {
  const { count } = await tx`
    update media set conversation_id = ${to.conversationId}, message_id = ${to.messageId}
    where id = ${mediaId} and agent_id = ${to.agentId} and message_id is null
  `;
  return count === 1;
}

/** One file. */
export async function readMedia(
  sql: Sql | Tx,
  id: string,
): Promise<MediaRow | null> {
  const [row] = await sql<MediaRow[]>`
    select id, conversation_id, message_id, agent_id, source_url, content_type, size, name, state
    from media where id = ${id}
  `;
  return row ?? null;
}

/** Whether a file has been known for so long, by the database's clock. */
export async function isMediaOlder(
  sql: Sql,
  id: string,
  ms: number,
): Promise<boolean> {
  const rows = await sql`
    select 1 from media where id = ${id} and created_at < now() - ${ms} * interval '1 millisecond'
  `;
  return rows.length === 1;
}

/** The files of these messages, in their order. */
export async function readMediaOf(
  sql: Sql,
  messageIds: readonly string[],
): Promise<MediaRow[]> {
  if (messageIds.length === 0) return [];
  return await sql<MediaRow[]>`
    select id, conversation_id, message_id, agent_id, source_url, content_type, size, name, state
    from media where message_id in ${sql(messageIds)} order by message_id, place
  `;
}

/** What became of fetching a file. `false` when nobody wants it any more. */
export async function setMedia(
  tx: Tx,
  id: string,
  outcome: { state: "stored" | "gone"; contentType?: string; size?: number },
): Promise<boolean> {
  const { count } = await tx`
    update media set state = ${outcome.state},
      content_type = coalesce(${outcome.contentType ?? null}, content_type),
      size = coalesce(${outcome.size ?? null}, size)
    where id = ${id}
  `;
  return count === 1;
}

/** Removes uploads of no message that are older, but those that are being sent now. */
export async function removeUnattended(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    delete from media where id in (
      select id from media where message_id is null and created_at < ${before} limit ${limit} for update skip locked
    ) returning id
  `;
  return rows.map(({ id }) => id);
}

/** A file of a conversation, with where it was said. */
export type FileOfConversation = MediaRow & {
  messageId: string;
  position: number;
  place: number;
  sentAt: Date;
};

/** The files of a conversation, the newest first; of what comes before a place in it. */
export async function readFilesOf(
  sql: Sql,
  conversationId: string,
  { before, limit }: {
    before: { position: number; place: number } | null;
    limit: number;
  },
): Promise<FileOfConversation[]> {
  return await sql<FileOfConversation[]>`
    select f.id, f.conversation_id, f.message_id, f.agent_id, f.source_url, f.content_type, f.size, f.name, f.state,
      f.place, m.position, m.sent_at
    from media f join messages m on m.id = f.message_id
    where f.conversation_id = ${conversationId} and f.message_id is not null ${
    before
      ? sql`and (m.position, f.place) < (${before.position}, ${before.place})`
      : sql``
  }
    order by m.position desc, f.place desc limit ${limit}
  `;
}
