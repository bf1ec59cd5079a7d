import type { Draft } from "./draft.ts";
import { finalResponse, keep } from "./finish.ts";
import type { ModelResponse, Sandbox } from "./state.ts";
import { type StreamEvent, streamEvents } from "./stream_events.ts";

/** A response under way. Its events stay, so that a stream can be taken up again. */
export interface Generation {
  events: StreamEvent[];
  isOver: boolean;
  /** Settles at the next event, or at the end. */
  next: PromiseWithResolvers<void>;
  /** Settles with the response at its end; `null` when it was stopped before. */
  ended: Promise<ModelResponse | null>;
  stop(): void;
}

/** Begins to write a response that was accepted, at the pace that was set. */
export function generate(sandbox: Sandbox, draft: Draft): Generation {
  const { response, request, context } = draft;
  const conversationId = context.conversation?.conversation.id;
  const stopped = new AbortController();
  if (conversationId) sandbox.busy.add(conversationId);
  if (request.background) keepInProgress(sandbox, draft);
  const generation: Generation = {
    events: [],
    isOver: false,
    next: Promise.withResolvers(),
    ended: write(),
    stop: () => stopped.abort(),
  };
  sandbox.generations.set(response.id, generation);
  return generation;

  async function write(): Promise<ModelResponse | null> {
    const signal = AbortSignal.any([stopped.signal, sandbox.stopping.signal]);
    const ended = finalResponse(sandbox, draft);
    const events = streamEvents(response, ended, {
      isNumbered: sandbox.holds("stream_numbers"),
      isPadded: sandbox.holds("stream_obfuscation") &&
        request.stream_options?.include_obfuscation !== false,
    });
    try {
      await pause(sandbox.variants.answerMs, signal);
      const isWatched = request.stream === true;
      const delayMs = draft.scripted.delayMs ?? sandbox.variants.streamDelayMs;
      for (const event of events) {
        if (isWatched) await pause(delayMs, signal);
        if (signal.aborted) return null;
        if (event === events.at(-1)) keep(sandbox, draft, ended);
        generation.events.push(event);
        wake(generation);
      }
      return ended;
    } finally {
      generation.isOver = true;
      wake(generation);
      if (conversationId) sandbox.busy.delete(conversationId);
      if (!request.background) sandbox.generations.delete(response.id);
    }
  }
}

/** A response in the background is there to be fetched from the start. */
function keepInProgress(sandbox: Sandbox, { response, context }: Draft): void {
  const begun: ModelResponse = { ...response, status: "in_progress" };
  sandbox.responses.set(response.id, { response: begun, input: context.items });
  sandbox.changed();
}

function wake(generation: Generation): void {
  generation.next.resolve();
  generation.next = Promise.withResolvers();
}

/** Waits, at least until those who wait for this process have had their turn. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resume) => {
    if (signal.aborted) return resume();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resume();
    }
    signal.addEventListener("abort", done, { once: true });
  });
}
