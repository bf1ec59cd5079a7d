import type { Rule } from "./rules.ts";

/** How one stand-in of Twilio is set up: one account with one WhatsApp sender, and more by asking. */
export interface TwilioOptions {
  /** 0 takes any free one. */
  port: number;
  accountSid: string;
  authToken: string;
  number: string; // whatsapp:+E.164
  /** More senders of the account, with the same webhook. */
  moreNumbers?: readonly string[];
  /** Where customers' messages go; may end in a fragment with connection rules. */
  webhookUrl?: string;
  fallbackUrl?: string;
  /** Where reports go for messages that name no address of their own. */
  statusCallbackUrl?: string;
  /** Given: the senders are in this service's pool. */
  messagingServiceSid?: string;
  /** Where the phones' history is kept; none: in memory alone. */
  dataFile?: string | null;
  /** How long a second of a webhook's time limits lasts, in seconds; 0.01 makes 15 s of 150 ms. */
  timeScale?: number;
  /** Rules that are off, to prove that a test would notice. */
  without?: readonly Rule[];
}

/** How messages travel; changed by `POST /sandbox/delivery`. */
export interface DeliverySettings {
  mode: "auto" | "manual";
  sentMs: number;
  deliveredMs: number;
  /** `null`: only when the phone opens it. */
  readMs: number | null;
  duplicate: boolean;
  reverse: boolean;
  /** Reports that never leave: all of them, or those of some statuses. */
  drop: boolean | string[];
  /** How much later each report leaves. */
  lateMs: number;
  /** Given: some reports, drawn by it, come twice or after the next one. */
  seed: number | null;
  /** How many of them. */
  seedRate: number;
}

/** How they travel when nobody has said. */
export function usualDelivery(): DeliverySettings {
  return {
    mode: "auto",
    sentMs: 2,
    deliveredMs: 5,
    readMs: null,
    duplicate: false,
    reverse: false,
    drop: false,
    lateMs: 0,
    seed: null,
    seedRate: 0.2,
  };
}
