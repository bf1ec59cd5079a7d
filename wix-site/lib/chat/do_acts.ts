import type { ConversationAct } from "./acts_client.ts";
import { type Chat, isLost, noteTrouble, toast } from "./chat.ts";
import { loseConversation, refreshRow } from "./load_inbox.ts";
import { refreshThread } from "./load_thread.ts";

/**
 * Does something with a conversation, then reads what became of it. `false` when it was refused,
 * which a sentence has told by then.
 */
export async function doAct(
  chat: Chat,
  id: string,
  { act, done }: { act: ConversationAct; done?: string },
): Promise<boolean> {
  try {
    const file = act.kind === "give_to_bot" ? act.file : null;
    const place = file && await chat.client.upload(file, () => {});
    await chat.client.act(id, act, place?.media_url ?? null);
    if (done) toast(chat, done);
    await lookAgain(chat, id);
    return true;
  } catch (error) {
    if (isLost(error) && act.kind !== "assign") loseConversation(chat, id);
    toast(chat, noteTrouble(chat, error));
    return false;
  }
}

/** Reads the row and the thread again; a conversation that is somebody else's by now goes. */
async function lookAgain(chat: Chat, id: string): Promise<void> {
  try {
    await Promise.all([refreshRow(chat, id), refreshThread(chat, id)]);
  } catch (error) {
    // The event of the same change tells it again.
    noteTrouble(chat, error);
  }
}
