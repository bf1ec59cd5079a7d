import { type Chat, noteTrouble } from "./chat.ts";
import type { MentionOfMe } from "./list_answers.ts";

/** Changes are gathered this long before it is asked whether they mention the agent. */
const GATHER_MS = 1500;

/** Keeps an agent told of the notes that mention them. */
export interface MentionWatch {
  /** Something happened in a conversation: it may be a note. */
  hurry(): void;
  stop(): void;
}

/** Asks at once, and soon after something happened; `fresh` is told of each mention that is new. */
export function watchMentions(
  chat: Chat,
  fresh: (mention: MentionOfMe) => void,
): MentionWatch {
  let soon: ReturnType<typeof setTimeout> | undefined;
  let known: ReadonlySet<string> | null = null;

  async function look() {
    soon = undefined;
    try {
      const { menciones } = await chat.client.mentions();
      chat.update((state) => ({ ...state, mentions: menciones }));
      for (const one of menciones) {
        if (known && !known.has(String(one.id)) && !one.leida) fresh(one);
      }
      known = new Set(menciones.map(({ id }) => String(id)));
    } catch (error) {
      // The next change asks again.
      noteTrouble(chat, error);
    }
  }

  void look();
  return {
    hurry: () => soon ??= setTimeout(look, GATHER_MS),
    stop: () => clearTimeout(soon),
  };
}

/** The agent has seen them. */
export async function readMentions(chat: Chat): Promise<void> {
  if (unreadMentions(chat.read().mentions) === 0) return;
  chat.update((state) => ({
    ...state,
    mentions: state.mentions.map((one) => ({ ...one, leida: true })),
  }));
  try {
    await chat.client.markMentionsRead();
  } catch (error) {
    // They come back as unread, and are seen again.
    noteTrouble(chat, error);
  }
}

/** How many wait to be seen. */
export function unreadMentions(mentions: readonly MentionOfMe[]): number {
  return mentions.filter(({ leida }) => !leida).length;
}
