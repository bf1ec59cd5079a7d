import { waitUntil } from "../clock.ts";
import type { SandboxMessage } from "../records.ts";
import { holds } from "../rules.ts";
import { lineOf } from "../senders/lines.ts";
import { type Sandbox, track } from "../state.ts";
import { deliverWebhook, type WebhookOutcome } from "../webhooks/webhooks.ts";

/** One delivery report, as a person or a test may order it. */
export interface ReportRequest {
  status: string;
  errorCode?: number | null;
  params?: Record<string, string>;
  signature?: "wrong" | "none";
  /** How much later it leaves. */
  delayMs?: number;
  /** Lets later reports of the message pass. */
  isOutOfLine?: boolean;
}

/**
 * Puts a report in the message's line, so that without being asked otherwise they arrive in order.
 * `null` when the message names no address for them.
 */
export function sendReport(
  sandbox: Sandbox,
  message: SandboxMessage,
  request: ReportRequest,
): Promise<WebhookOutcome | null> {
  const { statusCallback: url, sid, accountSid } = message;
  if (!url) return Promise.resolve(null);
  const { signature, delayMs = 0, isOutOfLine = false } = request;
  const params = toReportParams(sandbox, message, request);
  const isInLine = !isOutOfLine && holds(sandbox, "report order");
  const before = (isInLine && sandbox.reports.get(sid)) || Promise.resolve();
  const due = performance.now() + delayMs;
  const sending = before
    .then(() => waitUntil(sandbox, () => due - performance.now()))
    .then(() =>
      deliverWebhook(sandbox, { accountSid, url, params, signature })
    );
  if (!isInLine) return track(sandbox, sending);
  sandbox.reports.set(sid, sending);
  sending.finally(() => {
    if (sandbox.reports.get(sid) === sending) sandbox.reports.delete(sid);
  });
  return track(sandbox, sending);
}

/**
 * A report's parameters on WhatsApp. They say nothing of when it happened.
 * Source: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
function toReportParams(
  sandbox: Sandbox,
  message: SandboxMessage,
  { status, errorCode, params }: ReportRequest,
): Record<string, string> {
  const { variants, phones } = sandbox;
  const isFailure = status === "failed" || status === "undelivered";
  const isSeen = status === "delivered" || status === "read";
  const userId = phones.get(message.phone)?.userId;
  const to = message.to.slice("whatsapp:".length);
  const installSid = lineOf(sandbox, message.line)?.sid;
  return {
    AccountSid: message.accountSid,
    ApiVersion: "2010-04-01",
    ChannelInstallSid: installSid ?? `XE${message.accountSid.slice(2)}`,
    ChannelPrefix: "whatsapp",
    ChannelToAddress: variants.masksToAddress
      ? to.replace(/.{4}$/, "XXXX")
      : to,
    From: message.from,
    To: message.to,
    MessageSid: message.sid,
    MessageStatus: status,
    SmsSid: message.sid,
    SmsStatus: status,
    StructuredMessage: String(message.contentSid !== null),
    ...(message.messagingServiceSid
      ? { MessagingServiceSid: message.messagingServiceSid }
      : {}),
    ...(isSeen ? { EventType: status.toUpperCase() } : {}),
    ...(isSeen && userId
      ? { ExternalUserId: externalUserId(sandbox, userId) }
      : {}),
    ...(isFailure && errorCode ? failureParams(sandbox, errorCode) : {}),
    ...params,
  };
}

/** A user's id as webhooks write it, with its prefix or without. */
export function externalUserId(
  { variants }: Sandbox,
  userId: string,
): string {
  return variants.prefixesUserId ? userId : userId.replace(/^whatsapp:/, "");
}

function failureParams(
  { variants }: Sandbox,
  errorCode: number,
): Record<string, string> {
  const text = variants.errorMessages ? `Error ${errorCode}` : "";
  return {
    ErrorCode: String(errorCode),
    ErrorMessage: text,
    ChannelStatusMessage: text,
    ...(variants.channelStatusCode
      ? { ChannelStatusCode: String(errorCode) }
      : {}),
  };
}
