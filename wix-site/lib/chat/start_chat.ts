import type { RealtimeNotice } from "../../../shared/inbox_event.ts";
import type { Chat } from "./chat.ts";
import { noteTrouble } from "./chat.ts";
import { type ChatState, FIRST_STATE } from "./chat_state.ts";
import type { CompanionClient } from "./companion_client.ts";
import { CompanionError } from "./companion_error.ts";
import { type Ear, openEar } from "./hear_changes.ts";
import { type Drafts, openDrafts } from "./kept_drafts.ts";
import type { DeviceSettings } from "./device_settings.ts";
import { keepInbox } from "./keep_inbox.ts";
import { withKeptInbox } from "./kept_inbox.ts";
import type { KeptLocally } from "./kept_locally.ts";
import { keepMuted, readMuted } from "./kept_muted.ts";
import { type MentionWatch, watchMentions } from "./load_mentions.ts";
import { needTeam } from "./load_team.ts";
import { openThread } from "./load_thread.ts";
import { type NewsTeller, tellNews } from "./tell_news.ts";
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
  readonly news: NewsTeller;
  notice(notice: RealtimeNotice): void;
  /** Asks for everything that is shown, and tries at once whatever waits. */
  refresh(): Promise<void>;
  /** Signs in, or in again: after a fresh token, or because the agent wants to try now. */
  enter(): void;
  /** Whether a conversation's messages are told outside the page: the other way round from now on. */
  mute(id: string): void;
  /** Opens a conversation in the way that pages do. */
  open: (id: string) => void;
  stop(): void;
}

/** What a page keeps, and what was chosen for the device. */
export interface Keeping {
  /** The member's id. */
  agent: string;
  kept: KeptLocally;
  settings(): DeviceSettings;
}

/** Signs in and keeps everything up to date until `stop`; `changed` is told of every new state. */
export function startChat(
  client: CompanionClient,
  { agent, kept, settings }: Keeping,
  changed: (state: ChatState) => void,
): RunningChat {
  let state: ChatState = {
    ...FIRST_STATE,
    queue: fromKept(kept.queue()),
    muted: readMuted(agent),
  };
  const keeper = keepInbox(agent);
  /** The companion said who this is; what was kept may be shown before. */
  let isConfirmed = false;
  let stopped = false;
  let entering = false;
  let wake = () => {};
  let live: ReturnType<typeof followChanges> | null = null;
  let health: ReturnType<typeof watchHealth> | null = null;
  let mentions: MentionWatch | null = null;

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
      // Who may see nothing any more keeps nothing of it either.
      if (isBarred(next)) void keeper.forget();
      keeper.changed(state);
      changed(state);
    },
    isAttended: () =>
      document.visibilityState === "visible" && document.hasFocus(),
    now: () => Date.now(),
    tell: (row) => news.tell(row),
  };
  const news = tellNews(chat, { settings, open: (id) => self.open(id) });
  const drafts = openDrafts(kept);
  const ear: Ear = openEar(chat, drafts);
  const sender = startSender(chat);
  const presence = startPresence(chat);

  async function enter() {
    if (entering || isConfirmed) return wake();
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
      isConfirmed = true;
      const me = { name: session.nombre, role: session.role };
      chat.update((known) => ({ ...known, access: "in", me }));
      follow();
      return true;
    } catch (error) {
      noteTrouble(chat, error);
      if (error instanceof CompanionError && !error.retryable) return true;
      chat.update(withoutCompanion);
      return false;
    }
  }

  /** Shows what was known last time while the companion is being asked. */
  async function showKept() {
    const known = await keeper.read();
    if (state.access !== "signing_in" && state.access !== "away") return;
    chat.update((current) => withKeptInbox(current, known));
  }

  function follow() {
    if (stopped) return;
    live = followChanges(client, {
      heard(name, event) {
        if (name as string === "presence") {
          return presence.hear(event as unknown as PresenceEvent);
        }
        if (name === "conversation_update") mentions?.hurry();
        ear.hear(event);
      },
      missed: () => ear.catchUp(),
      connection: (connection) => {
        chat.update((known) => ({ ...known, connection }));
        if (connection === "live") sender.hurry();
      },
      turnedAway: (error) => noteTrouble(chat, error),
    });
    health = watchHealth(chat);
    mentions = watchMentions(chat, news.tellMention);
    ear.catchUp();
    sender.hurry();
    void needTeam(chat, { what: "labels" });
  }

  function leave() {
    isConfirmed = false;
    live?.stop();
    live = null;
    health?.stop();
    health = null;
    mentions?.stop();
    mentions = null;
  }

  function hurry() {
    wake();
    sender.hurry();
  }

  addEventListener("online", hurry);
  void showKept();
  enter();

  const self: RunningChat = {
    chat,
    sender,
    drafts,
    presence,
    news,
    enter,
    mute(id) {
      const muted = new Set(state.muted);
      if (!muted.delete(id)) muted.add(id);
      keepMuted(agent, muted);
      chat.update((known) => ({ ...known, muted }));
    },
    open: (id) => void openThread(chat, id),
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
      keeper.stop();
      leave();
      sender.stop();
      presence.stop();
      wake();
      removeEventListener("online", hurry);
    },
  };
  return self;
}

function isBarred({ access }: ChatState): boolean {
  return access === "paused" || access === "not_an_agent";
}

/** What is shown of before stays while the companion is away; who has nothing to see is told. */
function withoutCompanion(state: ChatState): ChatState {
  if (state.access !== "in") return { ...state, access: "away" };
  const connection = navigator.onLine ? "polling" : "offline";
  return { ...state, connection };
}
