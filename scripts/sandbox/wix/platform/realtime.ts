import type { Caller } from "../data/caller.ts";
import type { Variants } from "../variants.ts";

/** Where notices go. A channel and a resource of it are two different things. */
export interface Channel {
  name: string;
  resourceId?: string;
}

/** A page that listens: what it subscribed to, and how it is told. */
export interface Listener {
  caller: Caller;
  send(event: string, data: object): void;
  subscriptions: Map<string, Channel>;
}

/** Realtime of one site: at most once, no history. */
export interface Realtime {
  listeners: Map<string, Listener>;
  publish(channel: Channel, payload: unknown): void;
  /** Everything published, the newest last: for the controls. */
  published: { time: string; channel: Channel; payload: unknown }[];
}

/** Source: https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend */
export const MAX_PAYLOAD_BYTES = 10 * 1024;
const CHANNEL_NAME = /^@?[A-Za-z0-9_-]+$/;
const MAX_NAME = 140;
const KEPT = 500;

export function newRealtime(variants: Variants): Realtime {
  const listeners = new Map<string, Listener>();
  const published: Realtime["published"] = [];
  let count = 0;

  function publish(channel: Channel, payload: unknown): void {
    published.push({ time: new Date().toISOString(), channel, payload });
    if (published.length > KEPT) published.shift();
    count += 1;
    if (isNth(count, variants.dropEveryNotice)) return;
    deliver(channel, payload);
    if (isNth(count, variants.doubleEveryNotice)) deliver(channel, payload);
  }

  function deliver(channel: Channel, payload: unknown): void {
    for (const { subscriptions, send } of listeners.values()) {
      for (const [subscriptionId, subscribed] of subscriptions) {
        if (isSameChannel(subscribed, channel)) {
          send("message", { subscriptionId, channel, payload });
        }
      }
    }
  }

  return { listeners, publish, published };
}

/** What is wrong with a channel, in words; `null` for a right one. */
export function channelFault(
  { name, resourceId = "" }: Channel,
): string | null {
  if (typeof name !== "string" || !CHANNEL_NAME.test(name)) {
    return "Invalid channel name";
  }
  if (name.length + resourceId.length > MAX_NAME) {
    return "Channel name and resource are too long";
  }
  return null;
}

function isSameChannel(a: Channel, b: Channel): boolean {
  return a.name === b.name && (a.resourceId ?? null) === (b.resourceId ?? null);
}

function isNth(count: number, n: number): boolean {
  return n > 0 && count % n === 0;
}
