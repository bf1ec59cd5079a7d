import type { InboundMessage } from "../domain/inbound_message.ts";
import type { JournalEntry } from "../store/journal.ts";

/** What a webhook brought. */
export interface Arrival {
  entry: JournalEntry;
  /** `null` when it can't be read, or is for no line of ours: then it is kept in the journal alone. */
  message: InboundMessage | null;
  /** The id that the conversation gets, should the customer be new. */
  newConversationId: string;
}

/** A message and the conversation that it belongs to. */
export interface Placed extends Arrival {
  message: InboundMessage;
  conversationId: string;
}
