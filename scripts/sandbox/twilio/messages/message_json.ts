import type { SandboxMedia, SandboxMessage } from "../records.ts";

/** A message as the REST interface shows it: numbers as text, dates as RFC 2822. */
export function toMessageJson(
  message: SandboxMessage,
): Record<string, unknown> {
  const base = baseOf(message);
  return {
    account_sid: message.accountSid,
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
    num_media: String(countMedia(message)),
    num_segments: message.status === "scheduled" ? "0" : "1",
    price: null,
    price_unit: null,
    sid: message.sid,
    status: message.status,
    subresource_uris: {
      media: `${base}/Media.json`,
      ...(message.direction === "inbound"
        ? {}
        : { feedback: `${base}/Feedback.json` }),
    },
    to: message.to,
    uri: `${base}.json`,
  };
}

/** One file of a message as the REST interface shows it. */
export function toMediaJson(
  message: SandboxMessage,
  media: SandboxMedia,
): Record<string, unknown> {
  return {
    account_sid: message.accountSid,
    content_type: media.contentType,
    date_created: toRfc2822(message.createdAt),
    date_updated: toRfc2822(message.createdAt),
    parent_sid: message.sid,
    sid: media.sid,
    uri: `${baseOf(message)}/Media/${media.sid}.json`,
  };
}

/** `Thu, 24 Aug 2023 05:01:45 +0000` */
export function toRfc2822(time: number): string {
  return new Date(time).toUTCString().replace("GMT", "+0000");
}

/** `2023-08-24T05:01:45Z`, as the newer interfaces write it. */
export function toIso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function baseOf({ accountSid, sid }: SandboxMessage): string {
  return `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
}

/** WhatsApp takes one of the files that a message asks for. */
function countMedia({ media, mediaUrls }: SandboxMessage): number {
  const kept = media.filter(({ isDeleted }) => !isDeleted).length;
  return media.length > 0 ? kept : Math.min(mediaUrls.length, 1);
}

/** A service picks its sender only when the message leaves the queue. */
function isUnpicked({ messagingServiceSid, status }: SandboxMessage): boolean {
  return messagingServiceSid !== null &&
    ["accepted", "scheduled", "canceled"].includes(status);
}
