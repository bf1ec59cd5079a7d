import type { Arrival } from "../inbox/arrival.ts";
import {
  toInboundMessage,
  type TwilioParams,
} from "../providers/twilio/inbound.ts";
import type { Line } from "../store/lines.ts";
import { digestOf } from "./form_params.ts";

/** What a verified webhook brings to the inbox. Without a line, or unreadable, it is kept for a person. */
export function toArrival(
  { params, line }: { params: TwilioParams; line: Line | null },
): Arrival {
  const message = toInboundMessage(params);
  const sid = message?.providerSid ?? params.MessageSid ?? digestOf(params);
  const state = !line ? "unknown_line" : message ? "done" : "unreadable";
  return {
    entry: {
      lineId: line?.id ?? 0,
      // Cut by UTF-16 units, it may end in half a character.
      key: `m:${sid}`.slice(0, 200).toWellFormed(),
      kind: "message",
      state,
      params,
    },
    message: line && message,
    newConversationId: crypto.randomUUID(),
  };
}
