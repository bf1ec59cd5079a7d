import {
  readStream,
  type StreamEvent,
} from "../../wix-site/lib/chat/event_stream.ts";
import { type Ask, pause } from "./ask.ts";

/** A page's ear at the companion's events. */
export interface Following extends AsyncDisposable {
  /** Resolves at the first words of the first connection. */
  opened: Promise<void>;
  /** Breaks the connection; it comes back by itself, where it broke off. */
  cut(): void;
}

const AGAIN_MS = 50;

/** Listens as the real page does, by its own reader of events, and goes on where it broke off. */
export function followEvents(
  ask: Ask,
  hear: (event: StreamEvent) => void,
): Following {
  const opened = Promise.withResolvers<void>();
  let lastId: string | null = null;
  let isOpen = true;
  let connection = new AbortController();

  async function follow(): Promise<void> {
    while (isOpen) {
      connection = new AbortController();
      // Cut, or the companion is away: both end by trying again.
      await listen(connection.signal).catch(() => null);
      if (isOpen) await pause(AGAIN_MS);
    }
  }

  async function listen(signal: AbortSignal): Promise<void> {
    const headers: HeadersInit = lastId === null
      ? {}
      : { "Last-Event-ID": lastId };
    const response = await ask.once("/api/eventos", { headers, signal });
    if (!response.ok) return await response.body?.cancel();
    const words = response.body!.pipeThrough(new TextDecoderStream())
      .getReader();
    // An abort alone does not always wake who waits for the next words.
    signal.addEventListener("abort", () => {
      words.cancel().catch(() => null);
    });
    if (signal.aborted) return;
    const events = readStream();
    for (;;) {
      const { done, value } = await words.read();
      if (done) return;
      for (const event of events.read(value)) hear(event);
      lastId = events.lastId() ?? lastId;
      opened.resolve();
    }
  }

  const following = follow();
  return {
    opened: opened.promise,
    cut: () => connection.abort(),
    async [Symbol.asyncDispose]() {
      isOpen = false;
      connection.abort();
      await following;
    },
  };
}
