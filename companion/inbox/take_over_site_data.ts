import { addChanges } from "../store/changes.ts";
import { lockConversations, setSiteData } from "../store/conversations.ts";
import type { Sql } from "../store/sql.ts";

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
    if (!conversation || !await setSiteData(tx, conversationId, site)) {
      return false;
    }
    await addChanges(
      tx,
      [{
        conversationId,
        version: conversation.version + 1,
        event: "conversation_update",
      }],
      { now, isForPages: true },
    );
    return true;
  });
}
