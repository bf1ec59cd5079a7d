import type { RealtimeNotice } from "../../../shared/inbox_event.ts";
import type { Chat } from "./chat.ts";
import { noteTrouble } from "./chat.ts";
import { type ChatState, FIRST_STATE } from "./chat_state.ts";
import type { CompanionClient } from "./companion_client.ts";
import { CompanionError } from "./companion_error.ts";
import { type Ear, openEar } from "./hear_changes.ts";
import { type Drafts, openDrafts } from "./kept_drafts.ts";
import type { KeptLocally } from "./kept_locally.ts";
import { loadHealth, watchHealth } from "./load_health.ts";
import { followChanges } from "./live_updates.ts";
import { type PresenceBeat, startPresence } from "./presence_beat.ts";
import type { PresenceEvent } from "./presence_state.ts";
import { loadInbox } from "./load_inbox.ts";
import { type Sender, startSender } from "./send_replies.ts";
import { fromKept, toKeep } from "./sending_queue.ts";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

/** A running page: its state, who sends, who listens. */
export interface RunningChat {
  readonly chat: Chat;
  readonly sender: Sender;
  readonly drafts: Drafts;
  readonly presence: PresenceBeat;
  notice(notice: RealtimeNotice): void;
  /** Asks for everything that is shown, and tries at once whatever waits. */
  refresh(): Promise<void>;
  /** Signs in, or in again: after a fresh token, or because the agent wants to try now. */
  enter(): void;
  stop(): void;
}

/** Signs in and keeps everything up to date until `stop`; `changed` is told of every new state. */
export function startChat(
  client: CompanionClient,
  kept: KeptLocally,
  changed: (state: ChatState) => void,
): RunningChat {
  let state: ChatState = { ...FIRST_STATE, queue: fromKept(kept.queue()) };
  let stopped = false;
  let entering = false;
  let wake = () => {};
  let live: ReturnType<typeof followChanges> | null = null;
  let health: ReturnType<typeof watchHealth> | null = null;

  const chat: Chat = {
    client,
    read: () => state,
    update(change) {
      const next = change(state);
      if (stopped || next === state) return;
      if (next.queue !== state.queue) kept.keepQueue(toKeep(next.queue));
      const isOut = state.access === "in" && next.access !== "in";
      state = next;
      if (isOut) leave();
      changed(state);
    },
    isAttended: () =>
      document.visibilityState === "visible" && document.hasFocus(),
    now: () => Date.now(),
  };
  const drafts = openDrafts(kept);
  const ear: Ear = openEar(chat, drafts);
  const sender = startSender(chat);
  const presence = startPresence(chat);

  async function enter() {
    if (entering || state.access === "in") return wake();
    entering = true;
    let wait = FIRST_WAIT_MS;
    try {
      while (!stopped && !await signIn()) {
        const pause = new Promise<void>((resolve) => wake = resolve);
        const timer = setTimeout(() => wake(), wait);
        await pause;
        clearTimeout(timer);
        wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      }
    } finally {
      entering = false;
    }
  }

  /** `false`: try again later. */
  async function signIn(): Promise<boolean> {
    try {
      const session = await client.session();
      if (!session.logged_in) {
        chat.update((known) => ({ ...known, access: "ended" }));
        return true;
      }
      const me = { name: session.nombre, role: session.role };
      chat.update((known) => ({ ...known, access: "in", me }));
      follow();
      return true;
    } catch (error) {
      noteTrouble(chat, error);
      if (error instanceof CompanionError && !error.retryable) return true;
      chat.update((known) => ({ ...known, access: "away" }));
      return false;
    }
  }

  function follow() {
    if (stopped) return;
    live = followChanges(client, {
      heard: (name, event) =>
        name as string === "presence"
          ? presence.hear(event as unknown as PresenceEvent)
          : ear.hear(event),
      missed: () => ear.catchUp(),
      connection: (connection) => {
        chat.update((known) => ({ ...known, connection }));
        if (connection === "live") sender.hurry();
      },
      turnedAway: (error) => noteTrouble(chat, error),
    });
    health = watchHealth(chat);
    ear.catchUp();
    sender.hurry();
  }

  function leave() {
    live?.stop();
    live = null;
    health?.stop();
    health = null;
  }

  function hurry() {
    wake();
    sender.hurry();
  }

  addEventListener("online", hurry);
  enter();

  return {
    chat,
    sender,
    drafts,
    presence,
    enter,
    notice: ({ id, version }) =>
      ear.hear({ id, version, timestamp: new Date().toISOString() }),
    async refresh() {
      hurry();
      live?.hurry();
      loadHealth(chat);
      await (state.access === "in" ? ear.catchUp() : loadInbox(chat));
    },
    stop() {
      stopped = true;
      leave();
      sender.stop();
      presence.stop();
      wake();
      removeEventListener("online", hurry);
    },
  };
}
