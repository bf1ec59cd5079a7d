import { removePresence, setPresence } from "../store/presences.ts";
import type { Sql } from "../store/sql.ts";
import type { ActRequest } from "./hold_conversation.ts";
import { openConversation } from "./open_conversation.ts";

/** That somebody is there, or has just left. */
export interface PresenceNotice extends ActRequest {
  isTyping: boolean;
  hasLeft: boolean;
}

/**
 * Notes that an agent has a conversation before them. Worth nothing after half a minute, and part of no
 * version. Answers whether others are to be told.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`
 */
export async function notePresence(
  sql: Sql,
  { key, by, isTyping, hasLeft }: PresenceNotice,
): Promise<boolean> {
  const { id: conversationId } = await openConversation(sql, key, by);
  const presence = { conversationId, agentId: by.id, isTyping };
  if (!hasLeft) return await setPresence(sql, presence);
  await removePresence(sql, presence);
  return true;
}
