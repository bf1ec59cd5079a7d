import type {
  MessageDetails,
  MessageKind,
} from "../../../shared/conversation.ts";
import { toAddress } from "../../domain/address.ts";
import type { InboundMessage } from "../../domain/inbound_message.ts";
import { messageIdOf } from "../../domain/message_id.ts";
import { kindOfMedia } from "../../../shared/preview.ts";

/** The parameters of a webhook, NUL characters removed. */
export type TwilioParams = Readonly<Record<string, string>>;

/**
 * Reads a customer's message. `null` when it names no message or no sender: such a request is
 * kept in the journal for a person to look at.
 * Source: https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function toInboundMessage(params: TwilioParams): InboundMessage | null {
  const sid = params.MessageSid || params.SmsMessageSid || params.SmsSid;
  const senders = [
    params.From,
    params.ExternalUserId,
    params.ParentExternalUserId,
  ].filter(Boolean)
    .map((text) => toAddress(text!)).filter((address) => address !== null);
  const numbered = senders.find((address) => address.number !== null);
  const from = params.From || params.ExternalUserId;
  if (!sid || !from || senders.length === 0) return null;
  const media = mediaOf(params);
  return {
    id: messageIdOf(sid),
    providerSid: sid,
    address: from.startsWith("whatsapp:") ? from : `whatsapp:${from}`,
    addressKeys: [
      ...new Set(
        [numbered, ...senders].flatMap((address) =>
          address ? [address.key] : []
        ),
      ),
    ],
    number: numbered?.number ?? null,
    profileName: params.ProfileName?.trim() || null,
    body: params.Body ?? "",
    kind: kindOf(params, media),
    details: detailsOf(params),
    media,
  };
}

function mediaOf(params: TwilioParams): { url: string; contentType: string }[] {
  const count = Math.min(Number(params.NumMedia) || 0, 10);
  return Array.from({ length: count }, (_, at) => ({
    url: params[`MediaUrl${at}`] ?? "",
    contentType: (params[`MediaContentType${at}`] ?? "application/octet-stream")
      .split(";")[0]!.trim().toLowerCase(),
  })).filter(({ url }) => url !== "");
}

const PLAIN_KINDS = new Set([
  "",
  "text",
  "image",
  "audio",
  "video",
  "document",
  "sticker",
  "contacts",
  "location",
]);

function kindOf(
  params: TwilioParams,
  media: readonly { contentType: string }[],
): MessageKind {
  if (media[0]) return kindOfMedia(media[0].contentType);
  if (params.Latitude && params.Longitude) return "location";
  if (params.ButtonText || params.ButtonPayload) return "button";
  if (params.InteractiveData || params.FlowData || params.ListId) {
    return "interactive";
  }
  const type = (params.MessageType ?? "").toLowerCase();
  if (type === "button") return "button";
  if (type === "interactive") return "interactive";
  if (params.Body) return "text";
  return type === "text" ? "text" : "unsupported";
}

function detailsOf(params: TwilioParams): MessageDetails | null {
  const details: MessageDetails = {};
  const [latitude, longitude] = [
    Number(params.Latitude),
    Number(params.Longitude),
  ];
  if (
    params.Latitude && params.Longitude && Number.isFinite(latitude) &&
    Number.isFinite(longitude)
  ) {
    details.location = {
      latitude,
      longitude,
      address: params.Address || null,
      label: params.Label || null,
    };
  }
  if (params.ButtonText || params.ButtonPayload || params.ListTitle) {
    details.button = {
      text: params.ButtonText || params.ListTitle || params.Body || "",
      payload: params.ButtonPayload || params.ListId || null,
    };
  }
  const quoted = params.OriginalRepliedMessageSid;
  if (quoted) details.quoted = { provider_id: quoted, message_id: null };
  // ReferralNumMedia=0 sits on ordinary messages too.
  if (params.ReferralSourceId) {
    details.referral = {
      headline: params.ReferralHeadline || null,
      body: params.ReferralBody || null,
      source_url: params.ReferralSourceUrl || null,
      source_id: params.ReferralSourceId,
    };
  }
  if (params.Forwarded === "true" || params.FrequentlyForwarded === "true") {
    details.forwarded = true;
  }
  const writtenAt = new Date(params.RelevoWrittenAt ?? NaN);
  if (!Number.isNaN(writtenAt.getTime())) {
    details.written_at = writtenAt.toISOString();
  }
  if (
    params.MessageType && !PLAIN_KINDS.has(params.MessageType.toLowerCase())
  ) {
    details.provider_type = params.MessageType.slice(0, 60);
  }
  return Object.keys(details).length > 0 ? details : null;
}
