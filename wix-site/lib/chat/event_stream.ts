/** One event of a stream, as it was sent. */
export interface StreamEvent {
  id: string | null;
  event: string;
  data: string;
}

/** A reader of one stream: give it text as it comes, in any pieces. */
export interface StreamReader {
  /** The events completed by this piece. */
  read(text: string): StreamEvent[];
  /** Where to go on after a break: the last id, also of one that came with no event. */
  lastId(): string | null;
}

/**
 * Reads server-sent events. Comments are heartbeats and yield nothing.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function readStream(): StreamReader {
  let rest = "";
  let id: string | null = null;
  let dispatched: string | null = null;
  let event = "";
  let data: string[] = [];

  function take(line: string): StreamEvent | null {
    if (line === "") {
      dispatched = id;
      const done = data.length === 0
        ? null
        : { id, event: event || "message", data: data.join("\n") };
      event = "";
      data = [];
      return done;
    }
    const [, field, value] = /^([^:]*):? ?([\s\S]*)$/.exec(line) ?? [];
    if (field === "event") event = value ?? "";
    if (field === "data") data.push(value ?? "");
    if (field === "id" && !value?.includes("\0")) id = value || null;
    return null;
  }

  return {
    lastId: () => dispatched,
    read(text) {
      rest += text;
      // A lone CR at the end may be half of a CRLF: it waits for what follows.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      return lines.flatMap((line) => take(line) ?? []);
    },
  };
}
