import type { InboxEvent } from "../shared/inbox_event.ts";

/** One event as it came. */
export interface HeardEvent {
  seq: number;
  name: string;
  data: InboxEvent;
}

/** A page that listens. */
export interface EventStream extends AsyncDisposable {
  status: number;
  headers: Headers;
  events: HeardEvent[];
  /** Each byte that came, as text. */
  text(): string;
  /** What a page would send as `Last-Event-ID`. */
  lastId(): number;
  /** Resolves when the stream has ended, whoever ended it. */
  ended: Promise<void>;
  isOver(): boolean;
  /** Leaves at once, as a lost network does. */
  cut(): Promise<void>;
}

/** Listens to `/api/eventos` with this token, from there on when told where. */
export async function listen(
  house: { url: string },
  token: string,
  lastId: number | null = null,
): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(`${house.url}/api/eventos`, {
    headers: {
      Authorization: `Bearer ${token}`,
      ...(lastId === null ? {} : { "Last-Event-ID": String(lastId) }),
    },
    signal: leaving.signal,
  });
  const events: HeardEvent[] = [];
  let text = "";
  let pending = "";
  let last = lastId ?? 0;
  let isOver = false;
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();

  function take(block: string): void {
    const lines = block.split("\n");
    const field = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const id = field("id");
    if (id !== undefined) last = Number(id);
    const data = field("data");
    if (data === undefined) return;
    events.push({
      seq: Number(id),
      name: field("event") ?? "message",
      data: JSON.parse(data),
    });
  }

  async function read(): Promise<void> {
    try {
      const decoded = response.body!.pipeThrough(new TextDecoderStream());
      for await (const chunk of decoded) {
        text += chunk;
        const blocks = (pending + chunk).split("\n\n");
        pending = blocks.pop()!;
        blocks.forEach(take);
        if (blocks.length > 0) open();
      }
    } catch {
      // Cut, by this test or by the other side: either way it is over.
    }
    isOver = true;
    open();
  }

  const ended = read();
  // Its first words say where it stands.
  await opened;
  async function cut(): Promise<void> {
    leaving.abort();
    await ended;
  }
  return {
    status: response.status,
    headers: response.headers,
    events,
    text: () => text,
    lastId: () => last,
    ended,
    isOver: () => isOver,
    cut,
    [Symbol.asyncDispose]: cut,
  };
}
