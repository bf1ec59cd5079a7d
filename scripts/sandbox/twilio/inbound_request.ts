/** A file that a customer sends: the address of one, its bytes, or the short name of a sample. */
export type MediaInput = string | {
  contentType: string;
  base64?: string;
  size?: number;
};

/** What a customer does, as `POST /sandbox/inbound` takes it. */
export interface InboundRequest {
  /** With or without `whatsapp:` and `+`, or `whatsapp:CC.…` for who hides the number. */
  from?: string;
  /** Another line than the stand-in's own. */
  to?: string;
  body?: string;
  profileName?: string;
  /** Several are an album: one webhook each. */
  media?: MediaInput[];
  messageType?: string;
  latitude?: number | string;
  longitude?: number | string;
  label?: string;
  address?: string;
  button?: { text: string; payload?: string; type?: string };
  quoted?: { sid: string; sender?: string };
  referral?: Record<string, string>;
  forwarded?: boolean | "frequently";
  /** A contact card, sent as a vCard. */
  contact?: { name: string; phone: string };
  /** Sends the user's id in place of the number. */
  hideNumber?: boolean;
  externalUserId?: string;
  /** Repeats the webhook of this message, or names a new one. */
  messageSid?: string;
  /** Added last: replaces parameters, and removes those that are `null`. */
  params?: Record<string, string | null>;
  signature?: "wrong" | "none";
}

/** The webhook's parameters for what the customer did. */
export interface InboundContext {
  messageSid: string;
  accountSid: string;
  messagingServiceSid: string | null;
  from: string;
  to: string;
  userId: string;
  profileName: string;
  media: { contentType: string; url: string } | null;
  lineNumber: string;
}

/**
 * A customer's message in Twilio's words.
 * Source: https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function toWebhookParams(
  request: InboundRequest,
  context: InboundContext,
): Record<string, string> {
  const { messageSid, media, profileName } = context;
  const waId = context.from.startsWith("whatsapp:+")
    ? { WaId: context.from.slice("whatsapp:+".length) }
    : {};
  const params: Record<string, string | null | undefined> = {
    SmsMessageSid: messageSid,
    NumMedia: media ? "1" : "0",
    ProfileName: profileName,
    MessageType: request.messageType ?? typeOf(request, media?.contentType),
    SmsSid: messageSid,
    ...waId,
    SmsStatus: "received",
    Body: request.button?.text ?? request.body ?? "",
    To: context.to,
    NumSegments: "1",
    ReferralNumMedia: "0",
    MessageSid: messageSid,
    AccountSid: context.accountSid,
    From: context.from,
    ExternalUserId: context.userId,
    ApiVersion: "2010-04-01",
    ChannelMetadata: JSON.stringify({
      type: "whatsapp",
      data: { context: { ProfileName: profileName, ...waId } },
    }),
    MessagingServiceSid: context.messagingServiceSid,
    MediaUrl0: media?.url,
    MediaContentType0: media?.contentType,
    ...locationOf(request),
    ...buttonOf(request),
    ...quoteOf(request, context.lineNumber),
    ...forwardOf(request),
    ...referralOf(request),
    ...request.params,
  };
  const given = Object.entries(params).filter(([, value]) => value != null);
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

function typeOf(request: InboundRequest, contentType?: string): string {
  if (request.latitude !== undefined) return "location";
  if (request.button) return "button";
  if (!contentType) return "text";
  if (contentType === "image/webp") return "sticker";
  if (/vcard/.test(contentType)) return "contacts";
  const kind = contentType.split("/")[0]!;
  return ["image", "audio", "video"].includes(kind) ? kind : "document";
}

function locationOf({ latitude, longitude, label, address }: InboundRequest) {
  if (latitude === undefined || longitude === undefined) return {};
  return {
    Latitude: String(latitude),
    Longitude: String(longitude),
    Label: label,
    Address: address,
  };
}

function buttonOf({ button }: InboundRequest) {
  if (!button) return {};
  return {
    ButtonText: button.text,
    ButtonPayload: button.payload ?? button.text,
    ButtonType: button.type ?? "REPLY",
  };
}

function quoteOf({ quoted }: InboundRequest, lineNumber: string) {
  if (!quoted) return {};
  return {
    OriginalRepliedMessageSid: quoted.sid,
    OriginalRepliedMessageSender: quoted.sender ?? lineNumber,
  };
}

function forwardOf({ forwarded }: InboundRequest) {
  if (forwarded === undefined) return {};
  return {
    Forwarded: String(forwarded !== false),
    FrequentlyForwarded: String(forwarded === "frequently"),
  };
}

/** `{ headline: "…" }` becomes `ReferralHeadline`. */
function referralOf({ referral = {} }: InboundRequest) {
  return Object.fromEntries(
    Object.entries(referral).map(([key, value]) => [
      /^Referral/.test(key)
        ? key
        : `Referral${key[0]?.toUpperCase()}${key.slice(1)}`,
      value,
    ]),
  );
}
