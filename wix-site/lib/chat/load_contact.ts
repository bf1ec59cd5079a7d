import { type Chat, noteTrouble, toast } from "./chat.ts";
import {
  type ContactState,
  type Part,
  UNKNOWN_CONTACT,
} from "./contact_state.ts";
import { mergeRow } from "./inbox_state.ts";
import { changeInbox } from "./load_inbox.ts";

/** Asks for what the panel shows of the open conversation's customer, each part by itself. */
export async function loadContact(chat: Chat): Promise<void> {
  const { openId: id, contact } = chat.read();
  if (id === null || contact.id === id) return;
  chat.update((state) => ({ ...state, contact: { ...UNKNOWN_CONTACT, id } }));
  await Promise.all([
    loadPart(chat, id, { name: "first", read: () => readFirst(chat, id) }),
    loadPart(chat, id, {
      name: "site",
      read: () => chat.client.siteFacts(id),
    }),
    loadPart(chat, id, { name: "others", read: () => readOthers(chat, id) }),
    loadPart(chat, id, {
      name: "files",
      read: async () => {
        const page = await chat.client.files(id, null);
        return { files: page.archivos, next: page.siguiente };
      },
    }),
  ]);
}

/** The next page of the files. */
export async function loadMoreFiles(chat: Chat): Promise<void> {
  const { id, files } = chat.read().contact;
  if (files.load !== "idle" || files.value.next === null) return;
  const before = files.value;
  try {
    const page = await chat.client.files(id, before.next);
    const value = {
      files: [...before.files, ...page.archivos],
      next: page.siguiente,
    };
    setPart(chat, id, { files: { load: "idle", value } });
  } catch (error) {
    toast(chat, noteTrouble(chat, error));
  }
}

async function loadPart<Name extends Exclude<keyof ContactState, "id">, Value>(
  chat: Chat,
  id: string,
  { name, read }: { name: Name; read: () => Promise<Value> },
): Promise<void> {
  let part: Part<Value>;
  try {
    part = { load: "idle", value: await read() };
  } catch (error) {
    noteTrouble(chat, error);
    part = { load: "failed" };
  }
  setPart(chat, id, { [name]: part } as Partial<ContactState>);
}

/** When the first message was written. */
async function readFirst(chat: Chat, id: string): Promise<string | null> {
  const wanted = { limit: 1, desde_posicion: 1 };
  const [first] = (await chat.client.thread(id, wanted)).twilio_messages;
  return first?.position === 1 ? first.date_sent : null;
}

/** The same number's conversations on other lines. */
async function readOthers(chat: Chat, id: string) {
  const numero = chat.read().inbox.rows.get(id)?.numero;
  if (!numero) return [];
  const wanted = { limit: 10, offset: 0, q: numero };
  const { conversaciones } = await chat.client.conversations(wanted);
  const others = Object.values(conversaciones).filter((row) =>
    row.id !== id && row.numero === numero
  );
  changeInbox(chat, (inbox) => others.reduce(mergeRow, inbox));
  return others;
}

function setPart(
  chat: Chat,
  id: string,
  part: Partial<ContactState>,
): void {
  chat.update((state) =>
    state.contact.id === id
      ? { ...state, contact: { ...state.contact, ...part } }
      : state
  );
}
