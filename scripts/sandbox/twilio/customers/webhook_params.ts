import { externalUserId } from "../messages/reports.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import type { InboundRequest } from "./inbound_request.ts";
import type { OptOutType } from "./opt_out.ts";

/** Who a customer's message is from and for, and what Twilio made of it. */
export interface InboundContext {
  messageSid: string;
  accountSid: string;
  messagingServiceSid: string | null;
  from: string;
  to: string;
  userId: string;
  profileName: string;
  media: { contentType: string; url: string }[];
  optOutType: OptOutType | null;
  /** Whether the quoted message is recent enough to be named. */
  namesQuote: boolean;
}

type Params = Record<string, string | null | undefined>;

/**
 * A customer's message in Twilio's words.
 * Source: https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function toWebhookParams(
  sandbox: Sandbox,
  request: InboundRequest,
  context: InboundContext,
): Record<string, string> {
  const { messageSid, media, profileName, from } = context;
  const waId: Record<string, string> = from.startsWith("whatsapp:+") ||
      !holds(sandbox, "hidden number")
    ? { WaId: from.replace(/^whatsapp:\+?/, "") }
    : {};
  const { variants } = sandbox;
  const params: Params = {
    SmsMessageSid: messageSid,
    NumMedia: String(media.length),
    ProfileName: profileName,
    MessageType: request.messageType ??
      typeOf(sandbox, request, media[0]?.contentType),
    SmsSid: messageSid,
    ...waId,
    SmsStatus: "received",
    Body: request.button?.text ?? request.listItem?.title ?? request.body ??
      "",
    To: context.to,
    NumSegments: "1",
    ReferralNumMedia: "0",
    MessageSid: messageSid,
    AccountSid: context.accountSid,
    From: from,
    ExternalUserId: externalUserId(sandbox, context.userId),
    ParentExternalUserId: request.parentUserId &&
      externalUserId(sandbox, request.parentUserId),
    ApiVersion: "2010-04-01",
    ChannelMetadata: metadataOf(request, { ProfileName: profileName, ...waId }),
    MessagingServiceSid: context.messagingServiceSid,
    OptOutType: context.optOutType,
    ...(variants.userName === "absent"
      ? {}
      : { [variants.userName]: request.userName }),
    ...mediaOf(context),
    ...locationOf(request),
    ...buttonOf(request),
    ...listOf(sandbox, request),
    ...flowOf(request),
    ...quoteOf(request, context),
    ...forwardOf(sandbox, request),
    ...referralOf(request),
    ...request.params,
  };
  const given = Object.entries(params).filter(([, value]) => value != null);
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

function typeOf(
  { variants }: Sandbox,
  request: InboundRequest,
  contentType?: string,
): string {
  if (request.reaction) return "reaction";
  if (request.latitude !== undefined) return "location";
  if (request.button) return variants.buttonType;
  if (request.listItem || request.flow) return "interactive";
  if (!contentType) return "text";
  if (contentType === "image/webp") return "sticker";
  if (/vcard/.test(contentType)) return "contacts";
  const kind = contentType.split("/")[0]!;
  return ["image", "audio", "video"].includes(kind) ? kind : "document";
}

function metadataOf(
  { button, forwarded }: InboundRequest,
  who: Record<string, string>,
): string {
  const context = {
    ...who,
    ...(button ? { ButtonText: button.text } : {}),
    ...(forwarded ? { Forwarded: "true" } : {}),
  };
  return JSON.stringify({ type: "whatsapp", data: { context } });
}

function mediaOf({ media }: InboundContext): Params {
  return Object.fromEntries(media.flatMap(({ url, contentType }, at) => [
    [`MediaUrl${at}`, url],
    [`MediaContentType${at}`, contentType],
  ]));
}

function locationOf(
  { latitude, longitude, label, address }: InboundRequest,
): Params {
  if (latitude === undefined || longitude === undefined) return {};
  return {
    Latitude: String(latitude),
    Longitude: String(longitude),
    Label: label,
    Address: address,
  };
}

function buttonOf({ button }: InboundRequest): Params {
  if (!button) return {};
  return {
    ButtonText: button.text,
    ButtonPayload: button.payload ?? button.text,
    ButtonType: button.type ?? "REPLY",
  };
}

function listOf(
  { variants }: Sandbox,
  { listItem }: InboundRequest,
): Params {
  if (!listItem || variants.listReply === "absent") return {};
  return { ListId: listItem.id, ListTitle: listItem.title };
}

function flowOf({ flow }: InboundRequest): Params {
  if (!flow) return {};
  const FlowData = JSON.stringify(flow);
  const reply = { type: "nfm_reply", nfm_reply: { response_json: FlowData } };
  return { FlowData, InteractiveData: JSON.stringify(reply) };
}

function quoteOf(
  { quoted }: InboundRequest,
  { to, namesQuote }: InboundContext,
): Params {
  if (!quoted || !namesQuote) return {};
  return {
    OriginalRepliedMessageSid: quoted.sid,
    OriginalRepliedMessageSender: quoted.sender ?? to,
  };
}

function forwardOf(
  { variants }: Sandbox,
  { forwarded }: InboundRequest,
): Params {
  if (forwarded === undefined) {
    return variants.notForwarded === "absent"
      ? {}
      : { Forwarded: "false", FrequentlyForwarded: "false" };
  }
  return {
    Forwarded: String(forwarded !== false),
    FrequentlyForwarded: String(forwarded === "frequently"),
  };
}

/** `{ headline: "…" }` becomes `ReferralHeadline`. */
function referralOf({ referral = {} }: InboundRequest): Params {
  return Object.fromEntries(
    Object.entries(referral).map(([key, value]) => [
      /^Referral/.test(key)
        ? key
        : `Referral${key[0]?.toUpperCase()}${key.slice(1)}`,
      value,
    ]),
  );
}
