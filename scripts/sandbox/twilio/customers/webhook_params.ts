import { externalUserId } from "../messages/reports.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import type { InboundRequest } from "./inbound_request.ts";
import {
  buttonOf,
  flowOf,
  forwardOf,
  type InboundContext,
  listOf,
  locationOf,
  mediaOf,
  type Params,
  quoteOf,
  referralOf,
} from "./webhook_parts.ts";

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
