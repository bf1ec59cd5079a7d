import { momentOf } from "../domain/moment.ts";
import { addChanges } from "../store/changes.ts";
import { addEvents } from "../store/conversation_events.ts";
import {
  type Conversation,
  lockConversations,
  setSiteData,
} from "../store/conversations.ts";
import { readSiteFields } from "../store/site_fields.ts";
import type { Sql, Tx } from "../store/sql.ts";

/** What the site's own row says of a conversation. */
export interface SiteData {
  stopBot: boolean;
  observations: string;
  threadId: string | null;
}

/**
 * Takes over what the site answered. `true` when that was news: then pages are told, but not the
 * site, which said it.
 */
export async function takeOverSiteData(
  sql: Sql,
  conversationId: string,
  site: SiteData,
  now: Date,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [conversation] = await lockConversations(tx, [conversationId]);
    if (!conversation) return false;
    return await takeOver(tx, conversation, site, now);
  });
}

/** The same, of a conversation that is held. What was changed here, and has not reached the site, stands. */
export async function takeOver(
  tx: Tx,
  conversation: Conversation,
  said: SiteData,
  now: Date,
): Promise<boolean> {
  const { id } = conversation;
  const ours = (await readSiteFields(tx, [id])).get(id);
  const stopBot = ours?.stopBot ?? said.stopBot;
  const site = {
    stopBot,
    observations: ours?.observations ?? said.observations,
    threadId: said.threadId,
  };
  if (!await setSiteData(tx, id, site)) return false;
  if (stopBot !== conversation.stopBot) {
    await addEvents(tx, [{
      conversationId: id,
      kind: stopBot ? "bot_paused" : "bot_resumed",
      agentId: null,
      at: momentOf(conversation, now),
    }]);
  }
  await addChanges(tx, [{
    conversationId: id,
    version: conversation.version + 1,
    event: "conversation_update",
  }], { now, isForPages: true });
  return true;
}
