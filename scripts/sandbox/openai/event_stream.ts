import type { Generation } from "./generation.ts";

/** What befalls a stream. */
export interface StreamFate {
  /** Events with this number and lower were seen before. */
  after: number;
  /** The connection breaks after so many events. */
  cutAfter: number | null;
  hangUp: () => void;
  /** The listener has gone, or the connection broke, before the end. */
  onBroken: () => void;
}

/**
 * The events of a response as server-sent events, from the first one on, as they come.
 * There is no `[DONE]`: the last event is the response's end.
 */
export function eventStream(
  generation: Generation,
  fate: StreamFate,
): ReadableStream<Uint8Array> {
  let at = fate.after + 1;
  let written = 0;
  let hasLeft = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (at >= generation.events.length && !generation.isOver) {
        await generation.next.promise;
      }
      if (hasLeft) return;
      if (written === fate.cutAfter) {
        fate.onBroken();
        await underway();
        return fate.hangUp();
      }
      const event = generation.events[at++];
      if (!event) return controller.close();
      written += 1;
      controller.enqueue(ENCODER.encode(
        `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
      ));
    },
    cancel() {
      hasLeft = true;
      if (!generation.isOver) fate.onBroken();
    },
  }, { highWaterMark: 0 });
}

/** What was written before the break is on its way, and arrives. */
function underway(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, 20));
}

const ENCODER = new TextEncoder();
