import { track } from "./state.ts";
import type { Sandbox, SandboxMessage } from "./state.ts";
import { deliverWebhook, type WebhookOutcome } from "./webhooks.ts";

/** One delivery report, as a person or a test may order it. */
export interface ReportRequest {
  status: string;
  errorCode?: number | null;
  params?: Record<string, string>;
  signature?: "wrong" | "none";
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
  const { statusCallback: url, sid } = message;
  if (!url) return Promise.resolve(null);
  const { signature } = request;
  const params = toReportParams(sandbox, message, request);
  const before = sandbox.reports.get(sid) ?? Promise.resolve();
  const sending = before.then(() =>
    deliverWebhook(sandbox, { url, params, signature })
  );
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
  { options, phones }: Sandbox,
  message: SandboxMessage,
  { status, errorCode, params }: ReportRequest,
): Record<string, string> {
  const isFailure = status === "failed" || status === "undelivered";
  const isSeen = status === "delivered" || status === "read";
  const userId = phones.get(message.phone)?.userId;
  return {
    AccountSid: options.accountSid,
    ApiVersion: "2010-04-01",
    ChannelInstallSid: `XE${options.accountSid.slice(2)}`,
    ChannelPrefix: "whatsapp",
    ChannelToAddress: message.to.slice(9).replace(/.{4}$/, "XXXX"),
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
    ...(isSeen && userId ? { ExternalUserId: userId } : {}),
    ...(isFailure && errorCode
      ? {
        ErrorCode: String(errorCode),
        ErrorMessage: "",
        ChannelStatusMessage: "",
      }
      : {}),
    ...params,
  };
}
