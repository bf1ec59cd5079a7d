import type { Caller } from "../data/caller.ts";
import type { Rules } from "../rules.ts";
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
  /** `bySite`: from the site's own backend, and so in its editor on channels of the editor's. */
  publish(channel: Channel, payload: unknown, from: { bySite: boolean }): void;
  /** The channel as it is called where the site is looked at now. */
  here(channel: Channel): Channel;
  /** Everything published, the newest last: for the controls. */
  published: { time: string; channel: Channel; payload: unknown }[];
  close(): void;
}

/** Source: https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend */
export const MAX_PAYLOAD_BYTES = 10 * 1024;
const CHANNEL_NAME = /^@?[A-Za-z0-9_-]+$/;
const MAX_NAME = 140;
const PREVIEW = "@preview-";
const KEPT = 500;
/** How long a notice that is told late waits for another one to go first. */
const LATE_MS = 300;

export function newRealtime(
  { variants, rules }: { variants: Variants; rules: Rules },
): Realtime {
  const listeners = new Map<string, Listener>();
  const published: Realtime["published"] = [];
  let late: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let count = 0;

  function publish(
    given: Channel,
    payload: unknown,
    { bySite }: { bySite: boolean },
  ): void {
    const channel = bySite ? here(given) : given;
    published.push({ time: new Date().toISOString(), channel, payload });
    if (published.length > KEPT) published.shift();
    count += 1;
    if (isNth(count, variants.dropEveryNotice)) return;
    if (isNth(count, variants.delayEveryNotice)) {
      late.push(() => deliver(channel, payload));
      timer ??= setTimeout(tellLate, LATE_MS);
      return;
    }
    deliver(channel, payload);
    if (isNth(count, variants.doubleEveryNotice)) deliver(channel, payload);
    tellLate();
  }

  function tellLate(): void {
    clearTimeout(timer);
    timer = undefined;
    const waiting = late;
    late = [];
    for (const tell of waiting) tell();
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

  function here({ name, ...rest }: Channel): Channel {
    return variants.viewMode === "Preview"
      ? { name: `${PREVIEW}${name}`, ...rest }
      : { name, ...rest };
  }

  function isSameChannel(a: Channel, b: Channel): boolean {
    const isApart = rules.has("realtime_apart");
    return a.name === b.name &&
      (!isApart || (a.resourceId ?? null) === (b.resourceId ?? null));
  }

  return {
    listeners,
    publish,
    here,
    published,
    close: () => clearTimeout(timer),
  };
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

function isNth(count: number, n: number): boolean {
  return n > 0 && count % n === 0;
}
