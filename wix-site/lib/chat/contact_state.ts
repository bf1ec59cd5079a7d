import type { ConversationSummary } from "../../../shared/conversation.ts";
import type { SiteFacts } from "./acts_answers.ts";
import type { FileOfConversation } from "./acts_client.ts";

/** A part of the panel: on its way, here, or not to be had now. */
export type Part<Value> =
  | { load: "loading" }
  | { load: "failed" }
  | { load: "idle"; value: Value };

/** What the panel shows of one customer beside the row and the thread. */
export interface ContactState {
  /** The conversation; `""` while none was looked at. */
  id: string;
  /** When the customer first wrote; `null` where the companion can't tell. */
  first: Part<string | null>;
  site: Part<SiteFacts>;
  /** The customer's other conversations, on other lines. */
  others: Part<readonly ConversationSummary[]>;
  files: Part<{
    files: readonly FileOfConversation[];
    next: string | null;
  }>;
}

/** Before anything was asked. */
export const UNKNOWN_CONTACT: ContactState = {
  id: "",
  first: { load: "loading" },
  site: { load: "loading" },
  others: { load: "loading" },
  files: { load: "loading" },
};
