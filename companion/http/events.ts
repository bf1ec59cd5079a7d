import { Hono } from "hono";
import type { PresenceEvent } from "../../shared/inbox_event.ts";
import type { HttpContext } from "./context.ts";
import type { Listener, PlacedEvent } from "./event_hub.ts";
import type { Watcher } from "./presence_hub.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store",
  "X-Accel-Buffering": "no",
};
const HEARTBEAT_MS = 15_000;
/** How much may wait for a page that doesn't read; then it is cut, and resumes where it was. */
const MOST_WAITING = 1000;

/**
 * Server-sent events for one agent: what changed, never what it says. Each has its place in the
 * order of commits as `id`; with `Last-Event-ID` nothing after it is missed.
 */
export function eventRoutes(context: HttpContext) {
  return new Hono<SignedIn>()
    .get("/eventos", signedIn(context), async (c) => {
      const { agent, expiresAt } = c.var;
      if (c.req.method === "HEAD") return c.body(null, 200, HEADERS);
      const last = /^\d{1,15}$/.exec(c.req.header("last-event-id") ?? "")?.[0];
      const stream = await openStream(context, {
        agent,
        since: last === undefined ? null : Number(last),
        expiresAt,
      });
      return c.body(stream, 200, HEADERS);
    });
}

async function openStream(
  { hub, presence, limits, now }: HttpContext,
  { agent, since, expiresAt }: {
    agent: Listener["agent"];
    since: number | null;
    expiresAt: Date;
  },
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let early: PlacedEvent[] | null = [];
  let told = 0;
  let isOver = false;
  const timers: ReturnType<typeof setTimeout>[] = [];

  const listener: Listener & Watcher = {
    agent,
    tell(event) {
      if (early) {
        early.push(event);
        if (early.length > MOST_WAITING) end();
        return;
      }
      if (event.seq <= told) return;
      told = event.seq;
      write(format(event));
    },
    tellPresence: (event) => write(formatPresence(event)),
    end,
  };

  function write(text: string): void {
    if (!controller) return;
    controller.enqueue(encoder.encode(text));
    if ((controller.desiredSize ?? 0) < -MOST_WAITING) end();
  }

  function end(): void {
    isOver = true;
    hub.leave(listener);
    presence.leave(listener);
    timers.forEach(clearTimeout);
    const ending = controller;
    controller = null;
    ending?.close();
  }

  // Listening first, and only then reading what was missed: nothing falls between the two.
  hub.join(listener, limits.streamsOfAgent);
  let missed: PlacedEvent[] | null;
  const place = hub.place();
  try {
    missed = since === null ? [] : await hub.missed(agent, since);
  } catch (error) {
    hub.leave(listener);
    throw error;
  }
  return new ReadableStream<Uint8Array>({
    start(opened) {
      // Ended while what was missed was being read.
      if (isOver) return opened.close();
      controller = opened;
      write(
        `retry: 2000\nid: ${
          missed && since !== null ? since : place
        }\n: relevo\n\n`,
      );
      if (missed === null) {
        write(
          format({
            seq: place,
            name: "resync",
            data: { id: "", version: 0, timestamp: now().toISOString() },
          }),
        );
      }
      const waiting = early!;
      early = null;
      told = missed === null || since === null ? 0 : since;
      for (const event of [...missed ?? [], ...waiting]) listener.tell(event);
      if (isOver) return;
      presence.join(listener);
      timers.push(setInterval(() => write(": \n\n"), HEARTBEAT_MS));
      timers.push(
        setTimeout(end, Math.max(0, expiresAt.getTime() - now().getTime())),
      );
    },
    cancel: () => {
      controller = null;
      end();
    },
  }, new CountQueuingStrategy({ highWaterMark: 16 }));
}

function format({ seq, name, data }: PlacedEvent): string {
  return `id: ${seq}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Without an id: who was there a while ago is of no use to who comes back. */
function formatPresence(event: PresenceEvent): string {
  return `event: presence\ndata: ${JSON.stringify(event)}\n\n`;
}
