import type { MessageDetails, MessageKind } from "../../shared/conversation.ts";

/** A customer's message, in our words, whatever provider brought it. */
export interface InboundMessage {
  id: string;
  providerSid: string;
  /** Where to answer, as the provider wrote it. */
  address: string;
  /** Keys of all the ways that the message names its sender, the number's first. */
  addressKeys: string[];
  /** E.164 without `+`. */
  number: string | null;
  /** What the customer calls themselves: untrusted text. */
  profileName: string | null;
  body: string;
  kind: MessageKind;
  details: MessageDetails | null;
  media: { url: string; contentType: string }[];
}
