import type { ActRow } from "./acts_answers.ts";
import type { ChatState } from "./chat_state.ts";
import type { CompanionClient } from "./companion_client.ts";
import { CompanionError, sentenceOf } from "./companion_error.ts";

/** What every action of the page works on: the state, and who is asked. */
export interface Chat {
  readonly client: CompanionClient;
  read(): ChatState;
  update(change: (state: ChatState) => ChatState): void;
  /** Whether the agent is looking: the page is visible and has the focus. */
  isAttended(): boolean;
  now(): number;
  /** A customer wrote: it is told outside the page too. */
  tell(row: ActRow): void;
}

/** Shows a sentence for a moment. */
export function toast(chat: Chat, sentence: string): void {
  chat.update((state) => ({ ...state, toast: sentence }));
}

/**
 * Takes notice of a refusal that concerns the agent's access, whatever was being asked.
 * Answers the sentence for people.
 */
export function noteTrouble(chat: Chat, error: unknown): string {
  const code = error instanceof CompanionError ? error.code : null;
  if (code === "not_signed_in") {
    chat.update((state) => ({ ...state, access: "ended" }));
  }
  if (code === "not_an_agent") {
    chat.update((state) => ({
      ...state,
      access: state.me ? "paused" : "not_an_agent",
    }));
  }
  return sentenceOf(error);
}

/** Whether the companion says that a conversation isn't this agent's any more. */
export function isLost(error: unknown): boolean {
  return error instanceof CompanionError &&
    (error.code === "not_assigned" || error.code === "not_found");
}
