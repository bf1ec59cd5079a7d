import { getLogger } from "@logtape/logtape";
import type { Arrival } from "../inbox/arrival.ts";
import { receiveMessages } from "../inbox/receive_messages.ts";
import { toInboundMessage } from "../providers/twilio/inbound.ts";
import type { TwilioParams } from "../providers/twilio/inbound.ts";
import { isUnreachable } from "../store/unreachable.ts";
import type { ReconcilingContext } from "./context.ts";

const log = getLogger(["relevo", "reconciliation"]);

/**
 * Takes messages in that never came, by the very way that webhooks take: the same names, so that
 * a webhook at the same time or later changes nothing. One that the database refuses is kept for a person.
 */
export async function takeIn(
  { sql, bell, now, newId }: ReconcilingContext,
  lineId: number,
  messages: readonly TwilioParams[],
): Promise<void> {
  const arrivals = messages.map((params): Arrival => {
    const message = toInboundMessage(params);
    return {
      entry: {
        lineId,
        key: `m:${params.MessageSid}`,
        kind: "message",
        state: message ? "done" : "unreadable",
        params,
      },
      message,
      newConversationId: newId(),
    };
  });
  try {
    await receiveMessages(sql, arrivals, now());
  } catch (error) {
    if (isUnreachable(error)) throw error;
    for (const arrival of arrivals) await takeInAlone(arrival);
  }
  bell.ring("changes", "publish_change", "fetch_media");

  async function takeInAlone(arrival: Arrival): Promise<void> {
    try {
      await receiveMessages(sql, [arrival], now());
    } catch (error) {
      if (isUnreachable(error) || !arrival.message) throw error;
      log.error("Cannot take a message in; it is kept", {
        sid: arrival.message.providerSid,
        // Its message may quote the customer.
        code: String((error as { code?: unknown } | null)?.code ?? "none"),
      });
      const entry = { ...arrival.entry, state: "unreadable" as const };
      await receiveMessages(sql, [{ ...arrival, entry, message: null }], now());
    }
  }
}
