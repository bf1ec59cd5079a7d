import { type Chat, noteTrouble, toast } from "./chat.ts";

/** Saves everything that is known of a conversation's customer as a file. */
export async function exportCustomer(chat: Chat, id: string): Promise<void> {
  try {
    const address = URL.createObjectURL(await chat.client.exported(id));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${chat.read().inbox.rows.get(id)?.numero ?? id}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
}
