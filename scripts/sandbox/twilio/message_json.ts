import type { Sandbox, SandboxMedia, SandboxMessage } from "./state.ts";

/** A message as the REST interface shows it: numbers as text, dates as RFC 2822. */
export function toMessageJson(
  { options }: Sandbox,
  message: SandboxMessage,
): Record<string, unknown> {
  const base =
    `/2010-04-01/Accounts/${options.accountSid}/Messages/${message.sid}`;
  const numMedia = Math.max(
    message.media.length,
    Math.min(message.mediaUrls.length, 1),
  );
  return {
    account_sid: options.accountSid,
    api_version: "2010-04-01",
    body: message.body,
    date_created: toRfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : toRfc2822(message.sentAt),
    date_updated: toRfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: null,
    from: isUnpicked(message) ? null : message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(numMedia),
    num_segments: "1",
    price: null,
    price_unit: null,
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${base}/Media.json` },
    to: message.to,
    uri: `${base}.json`,
  };
}

/** One file of a message as the REST interface shows it. */
export function toMediaJson(
  { options }: Sandbox,
  message: SandboxMessage,
  media: SandboxMedia,
): Record<string, unknown> {
  const base =
    `/2010-04-01/Accounts/${options.accountSid}/Messages/${message.sid}`;
  return {
    account_sid: options.accountSid,
    content_type: media.contentType,
    date_created: toRfc2822(message.createdAt),
    date_updated: toRfc2822(message.createdAt),
    parent_sid: message.sid,
    sid: media.sid,
    uri: `${base}/Media/${media.sid}.json`,
  };
}

/** `Thu, 24 Aug 2023 05:01:45 +0000` */
export function toRfc2822(time: number): string {
  return new Date(time).toUTCString().replace("GMT", "+0000");
}

/** A service picks its sender only when the message leaves the queue. */
function isUnpicked({ messagingServiceSid, status }: SandboxMessage): boolean {
  return messagingServiceSid !== null &&
    ["accepted", "scheduled"].includes(status);
}
