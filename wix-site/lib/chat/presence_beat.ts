import { type Chat, noteTrouble } from "./chat.ts";
import {
  hearPresence,
  type PresenceEvent,
  stillPresent,
} from "./presence_state.ts";

const BEAT_MS = 10_000;
/** Who pauses this long no longer types. */
const TYPING_MS = 4_000;

/** Tells colleagues that this agent looks at the open conversation, and whether they type. */
export interface PresenceBeat {
  /** The agent typed, or emptied what was typed. */
  typed(isTyping: boolean): void;
  /** The agent opened a conversation, or left one. */
  looks(): void;
  hear(event: PresenceEvent): void;
  stop(): void;
}

/** Beats every 10 s while somebody looks, and at once when typing begins or ends. */
export function startPresence(chat: Chat): PresenceBeat {
  let isTyping = false;
  let typingIn: string | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  /** Where colleagues believe this agent to be. */
  let at: string | null = null;

  async function tell(id: string | null, { hasLeft = false } = {}) {
    if (id === null || !navigator.onLine) return;
    try {
      await chat.client.presence(id, {
        escribiendo: isTyping && !hasLeft,
        ...hasLeft && { fuera: true },
      });
    } catch (error) {
      // Being seen is not worth a word; the next beat tells it again.
      noteTrouble(chat, error);
    }
  }

  function beat() {
    const { openId, access } = chat.read();
    forgetWhoWent(chat);
    if (access !== "in" || !chat.isAttended()) return;
    if (at !== openId && at !== null && isStillOurs(chat, at)) {
      void tell(at, { hasLeft: true });
    }
    at = openId;
    void tell(openId);
  }

  function setTyping(next: boolean) {
    const { openId } = chat.read();
    const isSame = next === isTyping && (!next || typingIn === openId);
    isTyping = next;
    if (isSame) return;
    const id = next ? openId : typingIn;
    typingIn = openId;
    void tell(id);
  }

  const timer = setInterval(beat, BEAT_MS);

  return {
    looks: beat,
    typed(next) {
      clearTimeout(quiet);
      setTyping(next);
      if (next) quiet = setTimeout(() => setTyping(false), TYPING_MS);
    },
    hear: (event) =>
      chat.update((state) => ({
        ...state,
        present: hearPresence(state.present, event, chat.now()),
      })),
    stop() {
      clearInterval(timer);
      clearTimeout(quiet);
    },
  };
}

/** A conversation that went to somebody else has been told so. */
function isStillOurs(chat: Chat, id: string): boolean {
  return chat.read().inbox.rows.has(id);
}

function forgetWhoWent(chat: Chat): void {
  const { openId, present } = chat.read();
  if (openId === null) return;
  const left = stillPresent(present, openId, chat.now());
  if (left === (present.get(openId) ?? left)) return;
  chat.update((state) => ({
    ...state,
    present: new Map(state.present).set(openId, left),
  }));
}
