import { addressKey } from "./addresses.ts";

/** How one stand-in of Twilio is set up: one account with one WhatsApp sender. */
export interface TwilioOptions {
  /** 0 takes any free one. */
  port: number;
  accountSid: string;
  authToken: string;
  number: string; // whatsapp:+E.164
  /** Where customers' messages go; may end in a fragment with connection rules. */
  webhookUrl?: string;
  fallbackUrl?: string;
  /** Where reports go for messages that name no address of their own. */
  statusCallbackUrl?: string;
  /** Given: the sender is in this service's pool. */
  messagingServiceSid?: string;
  /** Where the phones' history is kept; none: in memory alone. */
  dataFile?: string | null;
}

/** A file that came with a message. Its bytes are in `Sandbox.bytes`. */
export interface SandboxMedia {
  sid: string;
  contentType: string;
  size: number;
}

export interface SandboxLocation {
  latitude: string;
  longitude: string;
  label: string;
  address: string;
}

/** One message of the account, in either direction. Times are milliseconds since 1970. */
export interface SandboxMessage {
  sid: string;
  direction: "inbound" | "outbound-api";
  from: string;
  to: string;
  /** The customer's phone, by its key. */
  phone: string;
  body: string;
  status: string;
  errorCode: number | null;
  messagingServiceSid: string | null;
  contentSid: string | null;
  contentVariables: string | null;
  statusCallback: string | null;
  media: SandboxMedia[];
  /** What an outgoing message asks to be fetched. */
  mediaUrls: string[];
  location: SandboxLocation | null;
  quotedSid: string | null;
  sendAt: number | null;
  createdAt: number;
  sentAt: number | null;
  updatedAt: number;
  /** The webhook's parameters, for a customer's message. */
  webhook: Record<string, string> | null;
  /** The answer to that webhook: `null` before it, and when there was none. */
  webhookStatus: number | null;
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
  lastInboundAt: number | null;
  /** The code that every message to this phone fails with. */
  failWith: number | null;
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
  /** When a message outside the customer service window is refused. */
  windowError: "callback" | "sync";
}

/** What Twilio's debugger would show. */
export interface Alert {
  time: string;
  errorCode: number;
  resourceSid: string;
}

/** All that the stand-in knows. */
export interface Sandbox {
  options: TwilioOptions;
  /** Its own address, once it listens. */
  url: string;
  webhookUrl: string;
  messages: Map<string, SandboxMessage>;
  phones: Map<string, SandboxPhone>;
  /** Keys that lead to a phone with another key. */
  aliases: Map<string, string>;
  bytes: Map<string, Uint8Array<ArrayBuffer>>;
  delivery: DeliverySettings;
  media: { notFoundTries: number; auth: boolean };
  /** How often each file was asked for in vain. */
  mediaTries: Map<string, number>;
  alerts: Alert[];
  /** Work under way that `idle` waits for. */
  pending: Set<Promise<unknown>>;
  /** The end of each message's line of reports. */
  reports: Map<string, Promise<unknown>>;
  listeners: Set<(phone: string) => void>;
  stopping: AbortController;
  client: Deno.HttpClient;
}

export function createSandbox(options: TwilioOptions): Sandbox {
  return {
    options,
    url: "",
    webhookUrl: options.webhookUrl ?? "",
    messages: new Map(),
    phones: new Map(),
    aliases: new Map(),
    bytes: new Map(),
    delivery: {
      mode: "auto",
      sentMs: 2,
      deliveredMs: 5,
      readMs: null,
      duplicate: false,
      reverse: false,
      drop: false,
      windowError: "callback",
    },
    media: { notFoundTries: 0, auth: true },
    mediaTries: new Map(),
    alerts: [],
    pending: new Set(),
    reports: new Map(),
    listeners: new Set(),
    stopping: new AbortController(),
    // No pooled connections: Deno's fetch repeats a POST when a kept-alive one closes unanswered,
    // and how often a webhook is repeated is for its own rules to say.
    client: Deno.createHttpClient({ poolMaxIdlePerHost: 0 }),
  };
}

/** Remembers work under way until it ends. */
export function track<T>(sandbox: Sandbox, work: Promise<T>): Promise<T> {
  const settled: Promise<unknown> = work.then(forget, forget);
  function forget() {
    sandbox.pending.delete(settled);
  }
  sandbox.pending.add(settled);
  return work;
}

/** Tells who watches that a phone shows something else now. */
export function changed(sandbox: Sandbox, phone: string): void {
  for (const listener of sandbox.listeners) listener(phone);
}

/** The key of the phone behind an address, in any of its spellings. */
export function phoneKey(sandbox: Sandbox, address: string): string {
  const key = addressKey(address);
  return sandbox.aliases.get(key) ?? key;
}

/** Waits; `false` when the stand-in stops first. */
export function pause(sandbox: Sandbox, ms: number): Promise<boolean> {
  const { signal } = sandbox.stopping;
  return new Promise((resume) => {
    if (signal.aborted) return resume(false);
    const stop = () => {
      clearTimeout(timer);
      resume(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resume(true);
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}
