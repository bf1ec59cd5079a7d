import type { PhoneNumber } from "./accounts/phone_numbers.ts";
import { type Clock, newClock } from "./clock.ts";
import type { Content } from "./content/content.ts";
import { addressKey } from "./customers/addresses.ts";
import { type Rates, usualRates } from "./messages/rates.ts";
import type {
  Account,
  Alert,
  ApiKey,
  Line,
  MessagingService,
  SandboxMessage,
  SandboxPhone,
} from "./records.ts";
import {
  type DeliverySettings,
  type TwilioOptions,
  usualDelivery,
} from "./options.ts";
import type { Rule } from "./rules.ts";
import { usualVariants, type Variants } from "./variants.ts";

/** All that the stand-in knows. */
export interface Sandbox {
  options: TwilioOptions;
  /** Its own address, once it listens. */
  url: string;
  without: Set<Rule>;
  variants: Variants;
  rates: Rates;
  clock: Clock;
  timeScale: number;
  accounts: Map<string, Account>;
  keys: Map<string, ApiKey>;
  numbers: Map<string, PhoneNumber>;
  lines: Map<string, Line>;
  services: Map<string, MessagingService>;
  contents: Map<string, Content>;
  messages: Map<string, SandboxMessage>;
  phones: Map<string, SandboxPhone>;
  /** Keys that lead to a phone with another key. */
  aliases: Map<string, string>;
  bytes: Map<string, Uint8Array<ArrayBuffer>>;
  /** Who unsubscribed from what: a service or a line, and the key of a phone. */
  optOuts: Set<string>;
  delivery: DeliverySettings;
  media: { notFoundTries: number; auth: boolean };
  /** How often each file was asked for in vain. */
  mediaTries: Map<string, number>;
  /** The message that each retry token made. */
  createTokens: Map<string, string>;
  /** When each of the newest requests came, for a limit on them. */
  requestTimes: number[];
  alerts: Alert[];
  /** Work under way that `idle` waits for. */
  pending: Set<Promise<unknown>>;
  /** The end of each message's line of reports. */
  reports: Map<string, Promise<unknown>>;
  /** How many reports were drawn by seed. */
  draws: number;
  listeners: Set<(phone: string) => void>;
  stopping: AbortController;
}

export function createSandbox(options: TwilioOptions): Sandbox {
  return {
    options,
    url: "",
    without: new Set(options.without),
    variants: usualVariants(),
    rates: usualRates(),
    clock: newClock(),
    timeScale: options.timeScale ?? 1,
    accounts: new Map(),
    keys: new Map(),
    numbers: new Map(),
    lines: new Map(),
    services: new Map(),
    contents: new Map(),
    messages: new Map(),
    phones: new Map(),
    aliases: new Map(),
    bytes: new Map(),
    optOuts: new Set(),
    delivery: usualDelivery(),
    media: { notFoundTries: 0, auth: true },
    mediaTries: new Map(),
    createTokens: new Map(),
    requestTimes: [],
    alerts: [],
    pending: new Set(),
    reports: new Map(),
    draws: 0,
    listeners: new Set(),
    stopping: new AbortController(),
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
