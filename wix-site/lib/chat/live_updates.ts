import type {
  InboxEvent,
  InboxEventName,
} from "../../../shared/inbox_event.ts";
import type { CompanionClient } from "./companion_client.ts";
import { CompanionError } from "./companion_error.ts";
import { readStream } from "./event_stream.ts";

/** Silence after which a stream counts as dead; the companion says something every 15 s. */
const SILENCE_MS = 40_000;
const POLL_MS = 30_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** How news come in: at once, by asking every 30 s, not at all, or not known yet. */
export type Connection = "connecting" | "live" | "polling" | "offline";

/** Who hears what. */
export interface Listener {
  heard(name: InboxEventName, event: InboxEvent): void;
  /** Something may have been missed: ask for everything that is shown. */
  missed(): void;
  connection(state: Connection): void;
  /** The companion turned the agent away. */
  turnedAway(error: CompanionError): void;
}

/**
 * Follows the companion's events until `stop`: reconnects where it broke off, waiting a little
 * longer each time, and asks every 30 s meanwhile.
 */
export function followChanges(
  client: CompanionClient,
  listener: Listener,
): { stop(): void; hurry(): void } {
  const end = new AbortController();
  let lastEventId: string | null = null;
  let wait = FIRST_WAIT_MS;
  let wake = () => {};
  let breakOff = () => {};
  let isLive = false;
  let hasBeenLive = false;

  async function run() {
    while (!end.signal.aborted) {
      try {
        await listen();
        wait = FIRST_WAIT_MS;
      } catch (error) {
        if (end.signal.aborted) return;
        if (isTurnedAway(error)) return listener.turnedAway(error);
      }
      if (end.signal.aborted) return;
      isLive = false;
      tellConnection();
      await pause(wait * (0.5 + Math.random() / 2));
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    }
  }

  async function listen() {
    const stream = new AbortController();
    breakOff = () => stream.abort();
    end.signal.addEventListener("abort", breakOff);
    let watchdog = setTimeout(breakOff, SILENCE_MS);
    try {
      const answer = await client.events(lastEventId, stream.signal);
      const reader = answer.body!.pipeThrough(new TextDecoderStream())
        .getReader();
      const events = readStream();
      isLive = true;
      wait = FIRST_WAIT_MS;
      tellConnection();
      if (hasBeenLive) listener.missed();
      hasBeenLive = true;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watchdog);
        watchdog = setTimeout(breakOff, SILENCE_MS);
        for (const { event, data } of events.read(value)) {
          hear(event as InboxEventName, data);
        }
        lastEventId = events.lastId() ?? lastEventId;
      }
    } finally {
      clearTimeout(watchdog);
      end.signal.removeEventListener("abort", breakOff);
    }
  }

  function hear(name: InboxEventName, data: string) {
    if (name === "resync") return listener.missed();
    try {
      listener.heard(name, JSON.parse(data));
    } catch {
      // What can't be read can still be asked for.
      listener.missed();
    }
  }

  function tellConnection() {
    if (isLive) return listener.connection("live");
    listener.connection(navigator.onLine ? "polling" : "offline");
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function hurry() {
    if (isLive) return;
    wait = FIRST_WAIT_MS;
    tellConnection();
    wake();
  }

  /** A stream doesn't notice that the network went: it would wait for its silence to end. */
  function goOffline() {
    isLive = false;
    breakOff();
    tellConnection();
  }

  function poll() {
    if (!isLive && navigator.onLine) listener.missed();
  }

  const timer = setInterval(poll, POLL_MS);
  addEventListener("online", hurry);
  addEventListener("offline", goOffline);
  document.addEventListener("visibilitychange", hurry);
  run();

  return {
    hurry,
    stop() {
      end.abort();
      wake();
      clearInterval(timer);
      removeEventListener("online", hurry);
      removeEventListener("offline", goOffline);
      document.removeEventListener("visibilitychange", hurry);
    },
  };
}

function isTurnedAway(error: unknown): error is CompanionError {
  return error instanceof CompanionError &&
    (error.code === "not_signed_in" || error.code === "not_an_agent");
}
