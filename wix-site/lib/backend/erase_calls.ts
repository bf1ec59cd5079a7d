/** What the site's functions erase for the companion, from the JSON of a request to that of its answer. */
import {
  type EraseAnswer,
  parseEraseRequest,
  parseEraseThreadRequest,
  parseTrimRequest,
  type TrimAnswer,
} from "../../../shared/erase_request.ts";
import { deleteBotThread } from "./bot_thread.ts";
import { eraseConversation } from "./erase_conversation.ts";
import { tellMembers } from "./tell_members.ts";
import { trimMessages } from "./trim_messages.ts";

/** Erases a page of a conversation; after the last one its members are told. */
export async function eraseOne(json: unknown): Promise<EraseAnswer> {
  const request = parseEraseRequest(json);
  const answer = await eraseConversation(request);
  if (!answer.hay_mas) await tellMembers([{ ...request, mensajes: [] }]);
  return answer;
}

/** Removes a page of old messages. */
export async function trimOldest(json: unknown): Promise<TrimAnswer> {
  return await trimMessages(new Date(parseTrimRequest(json).antes));
}

/** Deletes the bot's conversation where it is kept. One that isn't there is deleted. */
export async function eraseThread(
  json: unknown,
): Promise<{ success: true; borrado: boolean }> {
  const { threadId } = parseEraseThreadRequest(json);
  return { success: true, borrado: await deleteBotThread(threadId) };
}
