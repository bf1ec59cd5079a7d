import type { AgentRole } from "../../../shared/conversation.ts";
import { type ContactState, UNKNOWN_CONTACT } from "./contact_state.ts";
import { type HealthState, UNKNOWN_HEALTH } from "./health_state.ts";
import { EMPTY_INBOX, type InboxState } from "./inbox_state.ts";
import type { MentionOfMe } from "./list_answers.ts";
import type { Connection } from "./live_updates.ts";
import type { PresenceState } from "./presence_state.ts";
import type { SearchState } from "./search_state.ts";
import { dropShown, type SendingQueue } from "./sending_queue.ts";
import {
  type SupervisionState,
  UNKNOWN_SUPERVISION,
} from "./supervision_state.ts";
import { type TeamState, UNKNOWN_TEAM } from "./team_state.ts";
import { emptyThread, type ThreadState } from "./thread_state.ts";

/** Whether the agent is in, and what stands in the way. `away`: the companion doesn't answer; `left`: signed out here. */
export type Access =
  | "signing_in"
  | "in"
  | "away"
  | "not_an_agent"
  | "paused"
  | "ended"
  | "left";

/** Who is signed in. */
export interface Me {
  name: string;
  role: AgentRole;
}

/** Everything that the page shows. */
export interface ChatState {
  access: Access;
  me: Me | null;
  inbox: InboxState;
  search: SearchState | null;
  /** The threads that were opened lately, by conversation. */
  threads: ReadonlyMap<string, ThreadState>;
  openId: string | null;
  queue: SendingQueue;
  /** Who else looks at which conversation. */
  present: PresenceState;
  team: TeamState;
  /** What is known of the open conversation's customer beside the row and the thread. */
  contact: ContactState;
  connection: Connection;
  /** How the service fares, for a supervisor. */
  health: HealthState;
  supervision: SupervisionState;
  /** The notes that mention the agent, the newest first. */
  mentions: readonly MentionOfMe[];
  /** The conversations whose messages nobody is told of here. */
  muted: ReadonlySet<string>;
  /** A sentence to show for a moment. */
  toast: string | null;
  /** What screen readers are told. */
  announcement: string;
}

export const FIRST_STATE: ChatState = {
  access: "signing_in",
  me: null,
  inbox: EMPTY_INBOX,
  search: null,
  threads: new Map(),
  openId: null,
  queue: [],
  present: new Map(),
  team: UNKNOWN_TEAM,
  contact: UNKNOWN_CONTACT,
  connection: "connecting",
  health: UNKNOWN_HEALTH,
  supervision: UNKNOWN_SUPERVISION,
  mentions: [],
  muted: new Set(),
  toast: null,
  announcement: "",
};

const KEPT_THREADS = 8;

/** The open thread, or `null`. */
export function openThreadOf(state: ChatState): ThreadState | null {
  return state.openId === null
    ? null
    : state.threads.get(state.openId) ?? emptyThread(state.openId);
}

/** Changes one thread that is here; replies that it shows now leave the queue. */
export function changeThread(
  state: ChatState,
  id: string,
  change: (thread: ThreadState) => ThreadState,
): ChatState {
  const known = state.threads.get(id);
  if (!known) return state;
  const thread = change(known);
  if (thread === known) return state;
  const shown = new Set(thread.entries.map((entry) => entry.message.id));
  return {
    ...state,
    threads: new Map(state.threads).set(id, thread),
    queue: dropShown(state.queue, id, shown),
  };
}

/** Makes a thread the open one. The last few stay, to be there at once when they are opened again. */
export function chooseThread(state: ChatState, id: string): ChatState {
  const threads = new Map(state.threads);
  const thread = threads.get(id) ?? emptyThread(id);
  threads.delete(id);
  threads.set(id, { ...thread, newLine: null });
  for (const oldest of threads.keys()) {
    if (threads.size <= KEPT_THREADS) break;
    threads.delete(oldest);
  }
  return { ...state, threads, openId: id };
}
