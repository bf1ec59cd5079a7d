import type { QuickReply } from "./acts_answers.ts";
import type { Chat } from "./chat.ts";
import type { ConversationAct } from "./acts_client.ts";
import type { TeamState } from "./team_state.ts";

/** The dialogs that open over the page. */
export type DialogName =
  | "hand_over"
  | "snooze"
  | "labels"
  | "farewell"
  | "give_back"
  | "why"
  | "start"
  | "replies"
  | "erase"
  | "lines";

/** What people do with a conversation, its customer and the team's things, by the name of its report. */
export interface ActReports {
  "thread-newer": undefined;
  "thread-newest": undefined;
  "act": { act: ConversationAct; done?: string };
  "dialog-open": { dialog: DialogName; number?: string };
  "dialog-close": undefined;
  /** Something of the team is shown: it is asked for, once, or anew. */
  "team-need": { what: keyof TeamState; anew?: boolean };
  "typing": { typing: boolean };
  "note-open": undefined;
  "note": { text: string; mentions: readonly number[] };
  "message-edit": { text: string };
  "template-open": undefined;
  "template-send": { template: string; variables: Record<string, string> };
  "quick-reply-keep": Omit<QuickReply, "id"> & { id: QuickReply["id"] | null };
  "quick-reply-drop": { id: QuickReply["id"] };
  "conversation-start": { number: string; line: string | null; name: string };
  "contact-need": undefined;
  "contact-files": undefined;
  "customer-export": undefined;
  /** A part that came later has something to do that only it knows. */
  "part-work": (chat: Chat) => void;
  "customer-erase": { confirm: string };
}
