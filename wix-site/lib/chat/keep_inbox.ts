import type { ChatState } from "./chat_state.ts";
import { toKeepInbox } from "./kept_inbox.ts";
import { readKept, writeKept } from "./kept_store.ts";

/** Changes are gathered this long before they are kept. */
const GATHER_MS = 1500;

/** Keeps an agent's list and last threads for the next visit. */
export interface InboxKeeper {
  /** What was kept, for `withKeptInbox`; `null` where there is nothing. */
  read(): Promise<unknown>;
  changed(state: ChatState): void;
  /** Who may no longer see it keeps none of it. */
  forget(): Promise<void>;
  stop(): void;
}

/** For one agent, by the member's id. */
export function keepInbox(agent: string): InboxKeeper {
  const key = `${agent}:inbox`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: ChatState | null = null;

  function keep() {
    timer = undefined;
    const kept = latest && toKeepInbox(latest);
    if (kept) void writeKept(key, kept);
  }

  return {
    read: () => readKept(key),
    changed(state) {
      const isSame = latest?.inbox.rows === state.inbox.rows &&
        latest.threads === state.threads && latest.access === state.access;
      latest = state;
      if (!isSame) timer ??= setTimeout(keep, GATHER_MS);
    },
    async forget() {
      clearTimeout(timer);
      timer = undefined;
      latest = null;
      await writeKept(key, null);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      latest = null;
    },
  };
}
