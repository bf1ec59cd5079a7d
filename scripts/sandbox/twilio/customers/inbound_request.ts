/** A file that a customer sends: the address of one, its bytes, or the short name of a sample. */
export type MediaInput = string | {
  contentType: string;
  base64?: string;
  size?: number;
};

/** What a customer does, as `POST /sandbox/inbound` takes it. */
export interface InboundRequest {
  /** With or without `whatsapp:` and `+`, or `whatsapp:CC.…` for who hides the number. */
  from?: string;
  /** Another line than the stand-in's first. */
  to?: string;
  body?: string;
  profileName?: string;
  /** A WhatsApp user name; comes only where `variants.userName` says so. */
  userName?: string;
  /** Several are an album: one webhook each. */
  media?: MediaInput[];
  messageType?: string;
  latitude?: number | string;
  longitude?: number | string;
  label?: string;
  address?: string;
  button?: { text: string; payload?: string; type?: string };
  /** A choice from a list. */
  listItem?: { id: string; title: string; description?: string };
  /** What a form of WhatsApp Flows gathered. */
  flow?: Record<string, unknown>;
  /** A reaction, an edit or a deletion: Twilio is not known to tell of them. */
  reaction?: { sid: string; emoji?: string };
  quoted?: { sid: string; sender?: string };
  referral?: Record<string, string>;
  forwarded?: boolean | "frequently";
  /** A contact card, sent as a vCard. */
  contact?: { name: string; phone: string };
  /** Sends the user's id in place of the number. */
  hideNumber?: boolean;
  externalUserId?: string;
  /** The id across the lines of one company, which then stands in place of the user's. */
  parentUserId?: string;
  /** Repeats the webhook of this message, or names a new one. */
  messageSid?: string;
  /** Added last: replaces parameters, and removes those that are `null`. */
  params?: Record<string, string | null>;
  signature?: "wrong" | "none";
}
