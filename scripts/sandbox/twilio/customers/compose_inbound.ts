import { now } from "../clock.ts";
import { hostMedia, mediaAddress } from "../messages/media.ts";
import type {
  SandboxLocation,
  SandboxMedia,
  SandboxMessage,
  SandboxPhone,
} from "../records.ts";
import { holds } from "../rules.ts";
import { newSid } from "../sids.ts";
import { changed, type Sandbox } from "../state.ts";
import { toAddress } from "./addresses.ts";
import type { Delivery } from "./inbound.ts";
import type { InboundRequest, MediaInput } from "./inbound_request.ts";
import { keywordOf } from "./opt_out.ts";
import { knowPhone } from "./phones.ts";
import { toWebhookParams } from "./webhook_params.ts";

const QUOTED_FOR_MS = 7 * 24 * 60 * 60 * 1_000;

/** What a customer wrote, as messages: an album is one for each of its files. @throws {TypeError} */
export async function composeMessages(
  sandbox: Sandbox,
  request: InboundRequest,
  delivery: Delivery,
): Promise<SandboxMessage[]> {
  const phone = knowPhone(sandbox, {
    address: toAddress(request.from!),
    name: request.profileName,
    userId: request.externalUserId,
  });
  const files = await Promise.all(
    mediaOf(request).map((input) => hostMedia(sandbox, input)),
  );
  const isWhole = files.length < 2 || !holds(sandbox, "album");
  const parts = isWhole ? [files] : files.map((file) => [file]);
  return parts.map((media, at) =>
    addMessage(sandbox, {
      ...delivery,
      media,
      phone,
      request: at === 0 ? request : { ...request, body: "" },
      sid: at === 0 ? request.messageSid : undefined,
    })
  );
}

function addMessage(
  sandbox: Sandbox,
  { request, phone, media, sid, line, service }: Delivery & {
    request: InboundRequest;
    phone: SandboxPhone;
    media: SandboxMedia[];
    sid: string | undefined;
  },
): SandboxMessage {
  const { accountSid, address: to } = line;
  const messageSid = sid ?? newSid(media.length > 0 ? "MM" : "SM");
  const serviceSid = holds(sandbox, "service sid") ? service?.sid : null;
  const from = fromOf(request, phone);
  const time = now(sandbox);
  const webhook = toWebhookParams(sandbox, request, {
    messageSid,
    accountSid,
    messagingServiceSid: serviceSid ?? null,
    from,
    to,
    userId: phone.userId,
    profileName: phone.name,
    media: media.map(({ contentType, sid }) => ({
      contentType,
      url: mediaAddress(sandbox, { accountSid, sid: messageSid }, sid),
    })),
    optOutType: service?.advancedOptOut
      ? keywordOf(sandbox, service, request.body ?? "")
      : null,
    namesQuote: isRecent(sandbox, request.quoted?.sid),
  });
  const message: SandboxMessage = {
    sid: messageSid,
    accountSid,
    direction: "inbound",
    from,
    to,
    line: to,
    phone: phone.key,
    body: webhook.Body ?? "",
    shownBody: webhook.Body ?? "",
    status: "received",
    errorCode: null,
    messagingServiceSid: service?.sid ?? null,
    contentSid: null,
    contentVariables: null,
    content: null,
    statusCallback: null,
    media,
    mediaUrls: [],
    location: locationOf(webhook),
    quotedSid: request.quoted?.sid ?? null,
    sendAt: null,
    validityMs: null,
    createdAt: time,
    sentAt: time,
    updatedAt: time,
    webhook,
    webhookStatus: null,
    isReadByBusiness: false,
    isDeleted: false,
  };
  sandbox.messages.set(messageSid, message);
  phone.windows[to] = time;
  changed(sandbox, phone.key);
  return message;
}

function fromOf(
  { hideNumber, parentUserId, from }: InboundRequest,
  phone: SandboxPhone,
): string {
  if (parentUserId) return toAddress(parentUserId);
  return hideNumber ? phone.userId : toAddress(from!);
}

/** A message that is not known here may be of any age. */
function isRecent(sandbox: Sandbox, quotedSid: string | undefined): boolean {
  const quoted = sandbox.messages.get(quotedSid ?? "");
  if (!quoted || !holds(sandbox, "quote age")) return true;
  return now(sandbox) - quoted.createdAt < QUOTED_FOR_MS;
}

function mediaOf({ media = [], contact }: InboundRequest): MediaInput[] {
  if (!contact) return media;
  const digits = contact.phone.replace(/\D/g, "");
  const card = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:;${contact.name};;;`,
    `FN:${contact.name}`,
    `TEL;type=CELL;waid=${digits}:+${digits}`,
    "END:VCARD",
    "",
  ].join("\r\n");
  const base64 = new TextEncoder().encode(card).toBase64();
  return [...media, { contentType: "text/vcard", base64 }];
}

function locationOf(webhook: Record<string, string>): SandboxLocation | null {
  if (!webhook.Latitude || !webhook.Longitude) return null;
  return {
    latitude: webhook.Latitude,
    longitude: webhook.Longitude,
    label: webhook.Label ?? "",
    address: webhook.Address ?? "",
  };
}
