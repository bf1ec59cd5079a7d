import { isDeliveryStatus } from "../../shared/delivery.ts";
import { isUuid } from "../../shared/reply_request.ts";
import type { StatusReport } from "../inbox/record_status.ts";
import type { TwilioParams } from "../providers/twilio/inbound.ts";
import type { JournalEntry } from "../store/journal.ts";
import type { Line } from "../store/lines.ts";
import { digestOf } from "./form_params.ts";

/**
 * Reads a delivery report. `messageId` is our own name for the message, out of the address that
 * we gave; a word that is no status of ours is kept in the journal alone.
 * Source: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export function toReport(
  { params, line }: { params: TwilioParams; line: Line | null },
  messageId: string | null,
): { entry: JournalEntry; report: StatusReport } {
  const word = (params.MessageStatus ?? params.SmsStatus ?? "").toLowerCase();
  const errorCode = /^\d{1,9}$/.test(params.ErrorCode ?? "")
    ? Number(params.ErrorCode) || null
    : null;
  const sid = params.MessageSid ?? params.SmsSid ?? null;
  const entry: JournalEntry = {
    lineId: line?.id ?? 0,
    // By status and error too: the same message has many reports.
    key: `s:${sid ?? digestOf(params)}:${word}:${errorCode ?? ""}`.slice(0, 200)
      // Cut by UTF-16 units, it may end in half a character.
      .toWellFormed(),
    kind: "status",
    state: !line ? "unknown_line" : sid ? "done" : "unreadable",
    params,
  };
  const report: StatusReport = {
    lineId: line?.id ?? 0,
    messageId: messageId !== null && isUuid(messageId) ? messageId : null,
    providerSid: sid,
    status: isDeliveryStatus(word) && line ? word : null,
    errorCode,
  };
  return { entry, report };
}
