import type { RenderedContent } from "./content/rendering.ts";

/** One account, or subaccount, with the token that opens it and signs its webhooks. */
export interface Account {
  sid: string;
  authToken: string;
  friendlyName: string;
  /** Itself, for an account that is nobody's subaccount. */
  ownerSid: string;
  status: "active" | "suspended" | "closed";
  createdAt: number;
}

/** An API key: opens its account, and signs nothing. */
export interface ApiKey {
  sid: string;
  accountSid: string;
  secret: string;
  friendlyName: string;
  createdAt: number;
}

/** Where a sender's webhooks go. Fields as the interface names them. */
export interface LineWebhook {
  callback_url: string | null;
  callback_method: string | null;
  fallback_url: string | null;
  fallback_method: string | null;
  status_callback_url: string | null;
  status_callback_method: string | null;
}

/** A WhatsApp sender: one line of a business. */
export interface Line {
  sid: string; // XE…
  accountSid: string;
  address: string; // whatsapp:+E.164
  status: string;
  webhook: LineWebhook;
  profile: Record<string, unknown>;
  configuration: Record<string, unknown>;
  /** Locked by Meta after a month without use. */
  isLocked: boolean;
  createdAt: number;
  /** When its next message may leave, if it keeps to its rate. */
  turnAt: number;
}

/** A Messaging Service with its pool of senders. */
export interface MessagingService {
  sid: string; // MG…
  accountSid: string;
  /** Fields as the interface names them. */
  settings: Record<string, unknown>;
  /** The pool, each with the time it joined. */
  lines: Map<string, number>;
  numbers: Map<string, number>;
  /** Advanced Opt-Out is switched on in Twilio's console alone. */
  advancedOptOut: boolean;
  /** Which sender each customer knows. */
  sticky: Map<string, string>;
  createdAt: number;
  updatedAt: number;
}

/** A file that came with a message. Its bytes are in `Sandbox.bytes`. */
export interface SandboxMedia {
  sid: string;
  contentType: string;
  size: number;
  /** Gone at Twilio; the phone keeps its own. */
  isDeleted?: boolean;
}

export interface SandboxLocation {
  latitude: string;
  longitude: string;
  label: string;
  address: string;
}

/** One message of an account, in either direction. Times are milliseconds since 1970. */
export interface SandboxMessage {
  sid: string;
  accountSid: string;
  direction: "inbound" | "outbound-api" | "outbound-reply";
  from: string;
  to: string;
  /** The line, by its number, whichever direction it has. */
  line: string;
  /** The customer's phone, by its key. */
  phone: string;
  body: string;
  /** What the phone shows, also after the account emptied its own copy. */
  shownBody: string;
  status: string;
  errorCode: number | null;
  messagingServiceSid: string | null;
  contentSid: string | null;
  contentVariables: string | null;
  content: RenderedContent | null;
  statusCallback: string | null;
  media: SandboxMedia[];
  /** What an outgoing message asks to be fetched. */
  mediaUrls: string[];
  location: SandboxLocation | null;
  quotedSid: string | null;
  sendAt: number | null;
  validityMs: number | null;
  createdAt: number;
  sentAt: number | null;
  updatedAt: number;
  /** The webhook's parameters, for a customer's message. */
  webhook: Record<string, string> | null;
  /** The answer to that webhook: `null` before it, and when there was none. */
  webhookStatus: number | null;
  /** Whether the business has read a customer's message. */
  isReadByBusiness: boolean;
  /** Gone at Twilio; the phone keeps its own. */
  isDeleted: boolean;
}

/** One customer's phone. */
export interface SandboxPhone {
  key: string;
  name: string;
  address: string; // as WhatsApp names it: whatsapp:+… or whatsapp:CC.…
  /** The name that WhatsApp gives who hides the number. */
  userId: string;
  /** Opens what arrives at once, with receipts on. */
  reads: boolean;
  /** When it last wrote to each line. */
  windows: Record<string, number>;
  /** The code that every message to this phone fails with. */
  failWith: number | null;
  isCovered: boolean;
  isOnWhatsApp: boolean;
  /** Whom it wants nothing from. */
  blocks: "nobody" | "marketing" | "business";
  /** Until when each line seems to be writing. */
  typingUntil: Record<string, number>;
  /** When its next message would be within WhatsApp's rate for one customer. */
  turnAt: number;
}

/** What Twilio's debugger shows: a webhook that failed, or a request that was turned down. */
export interface Alert {
  sid: string; // NO…
  accountSid: string;
  time: string; // ISO 8601, UTC
  errorCode: number;
  logLevel: "error" | "warning";
  text: string;
  /** The message it is about; empty for none. */
  resourceSid: string;
  serviceSid: string | null;
  request: { method: string; url: string; variables: string; headers: string };
  response: { body: string; headers: string };
}
