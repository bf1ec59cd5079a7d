import type OpenAI from "openai";
import type { ModelResponse } from "./state.ts";
import { splitTokens } from "./tokens.ts";
import type { OutputItem } from "./write_output.ts";

/** An event as the wire has it. */
export type StreamEvent = OpenAI.Responses.ResponseStreamEvent;

type Unnumbered = StreamEvent extends infer Event
  ? Event extends StreamEvent ? Omit<Event, "sequence_number"> : never
  : never;

/** How the events are written. */
export interface StreamStyle {
  isNumbered: boolean;
  /** Padding that hides how long a delta is. */
  isPadded: boolean;
}

/**
 * All events of a response, from `response.created` to its end, in OpenAI's order.
 * Source: `ResponseStreamEvent` in openai/resources/responses/responses.d.ts
 */
export function streamEvents(
  begun: ModelResponse,
  ended: ModelResponse,
  { isNumbered, isPadded }: StreamStyle,
): StreamEvent[] {
  const events = [
    ...opening(begun),
    ...ended.output.flatMap((item, at) => itemEvents(item as OutputItem, at)),
    { type: endOf(ended), response: wire(ended) } as Unnumbered,
  ];
  return events.map((event, at) => ({
    ...event,
    ...(isNumbered ? { sequence_number: at } : {}),
    ...(isPadded && "delta" in event ? padding(String(event.delta)) : {}),
  } as StreamEvent));
}

function opening(begun: ModelResponse): Unnumbered[] {
  const response = wire({ ...begun, status: "in_progress" });
  const first: Unnumbered[] = begun.background
    ? [
      { type: "response.created", response: wire(begun) },
      { type: "response.queued", response: wire(begun) },
    ]
    : [{ type: "response.created", response }];
  return [...first, { type: "response.in_progress", response }];
}

function endOf({ status }: ModelResponse) {
  if (status === "incomplete") return "response.incomplete";
  return status === "failed" ? "response.failed" : "response.completed";
}

function itemEvents(item: OutputItem, output_index: number): Unnumbered[] {
  const begun = item.type === "message"
    ? { ...item, status: "in_progress" as const, content: [] }
    : item.type === "function_call"
    ? { ...item, status: "in_progress" as const, arguments: "" }
    : item;
  return [
    { type: "response.output_item.added", output_index, item: begun },
    ...inside(item, output_index),
    { type: "response.output_item.done", output_index, item },
  ];
}

function inside(item: OutputItem, output_index: number): Unnumbered[] {
  const place = { item_id: item.id, output_index };
  if (item.type === "message") {
    return item.content.flatMap((part, content_index) =>
      part.type === "refusal"
        ? refusalEvents(part, { ...place, content_index })
        : textEvents(part, { ...place, content_index })
    );
  }
  if (item.type !== "function_call") return [];
  return [
    ...splitTokens(item.arguments).map((delta): Unnumbered => ({
      type: "response.function_call_arguments.delta",
      ...place,
      delta,
    })),
    {
      type: "response.function_call_arguments.done",
      ...place,
      arguments: item.arguments,
    },
  ];
}

interface Place {
  item_id: string;
  output_index: number;
  content_index: number;
}

function textEvents(
  part: OpenAI.Responses.ResponseOutputText,
  place: Place,
): Unnumbered[] {
  const empty = { ...part, text: "" };
  return [
    { type: "response.content_part.added", ...place, part: empty },
    ...splitTokens(part.text).map((delta): Unnumbered => ({
      type: "response.output_text.delta",
      ...place,
      delta,
      logprobs: [],
    })),
    {
      type: "response.output_text.done",
      ...place,
      text: part.text,
      logprobs: [],
    },
    { type: "response.content_part.done", ...place, part },
  ];
}

function refusalEvents(
  part: OpenAI.Responses.ResponseOutputRefusal,
  place: Place,
): Unnumbered[] {
  const empty = { ...part, refusal: "" };
  return [
    { type: "response.content_part.added", ...place, part: empty },
    ...splitTokens(part.refusal).map((delta): Unnumbered => ({
      type: "response.refusal.delta",
      ...place,
      delta,
    })),
    { type: "response.refusal.done", ...place, refusal: part.refusal },
    { type: "response.content_part.done", ...place, part },
  ];
}

const PADDED_TO = 16;
const LETTERS = "q7Zx2LmV9bTcR4wK";

function padding(delta: string): { obfuscation: string } {
  return { obfuscation: LETTERS.slice(delta.length % PADDED_TO) };
}

/** The client's type has a field that only the client adds. */
function wire(response: ModelResponse): OpenAI.Responses.Response {
  return response as OpenAI.Responses.Response;
}
