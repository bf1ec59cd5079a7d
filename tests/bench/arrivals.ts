import type { Arrival } from "../../companion/inbox/arrival.ts";
import { toInboundMessage } from "../../companion/providers/twilio/inbound.ts";

/** What the door makes of a webhook, for who commits it without the door. */
export function toArrival(
  params: Record<string, string>,
  lineId: number,
): Arrival {
  return {
    entry: {
      lineId,
      key: `m:${params.MessageSid}`,
      kind: "message",
      state: "done",
      params,
    },
    message: toInboundMessage(params),
    newConversationId: crypto.randomUUID(),
  };
}
