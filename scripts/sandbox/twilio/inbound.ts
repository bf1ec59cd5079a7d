import { toAddress } from "./addresses.ts";
import {
  type InboundRequest,
  type MediaInput,
  toWebhookParams,
} from "./inbound_request.ts";
import { hostMedia, mediaAddress } from "./media.ts";
import { knowPhone } from "./phones.ts";
import { newSid } from "./sids.ts";
import { changed, phoneKey, track } from "./state.ts";
import type {
  Sandbox,
  SandboxLocation,
  SandboxMedia,
  SandboxMessage,
  SandboxPhone,
} from "./state.ts";
import { deliverWebhook } from "./webhooks.ts";

/** What became of one webhook. */
export interface InboundResult {
  messageSid: string;
  /** The receiver's answer; `null` when there was none. */
  status: number | null;
  fallbackStatus: number | null;
  attempts: number;
}

/** The first message's result; an album has one for each of its files. */
export interface InboundOutcome extends InboundResult {
  messages: InboundResult[];
}

/**
 * A customer writes: stores what the phone shows and tells the receiver. An album goes out all at
 * once, as it does from a phone. @throws {TypeError} when the request cannot be read
 */
export async function writeAsCustomer(
  sandbox: Sandbox,
  request: InboundRequest,
): Promise<InboundOutcome> {
  const known = sandbox.messages.get(request.messageSid ?? "");
  const parts = known ? [known] : await composeMessages(sandbox, request);
  const results = await Promise.all(
    parts.map((message) => tell(sandbox, message, request)),
  );
  return { ...results[0]!, messages: results };
}

async function composeMessages(
  sandbox: Sandbox,
  request: InboundRequest,
): Promise<SandboxMessage[]> {
  if (!request.from) throw new TypeError('Cannot write: "from" is missing');
  const phone = knowPhone(sandbox, {
    address: toAddress(request.from),
    name: request.profileName,
    userId: request.externalUserId,
  });
  const files = await Promise.all(
    mediaOf(request).map((input) => hostMedia(sandbox, input)),
  );
  const parts = files.length > 0 ? files : [null];
  return parts.map((file, at) =>
    addMessage(sandbox, {
      file,
      phone,
      request: at === 0 ? request : { ...request, body: "" },
      sid: at === 0 ? request.messageSid : undefined,
    })
  );
}

function addMessage(
  sandbox: Sandbox,
  { request, phone, file, sid }: {
    request: InboundRequest;
    phone: SandboxPhone;
    file: SandboxMedia | null;
    sid: string | undefined;
  },
): SandboxMessage {
  const { options } = sandbox;
  const messageSid = sid ?? newSid(file ? "MM" : "SM");
  const to = request.to ? toAddress(request.to) : options.number;
  const from = request.hideNumber ? phone.userId : toAddress(request.from!);
  const now = Date.now();
  const webhook = toWebhookParams(request, {
    messageSid,
    accountSid: options.accountSid,
    messagingServiceSid: options.messagingServiceSid ?? null,
    from,
    to,
    userId: phone.userId,
    profileName: phone.name,
    media: file && {
      contentType: file.contentType,
      url: mediaAddress(sandbox, messageSid, file.sid),
    },
    lineNumber: options.number,
  });
  const message: SandboxMessage = {
    sid: messageSid,
    direction: "inbound",
    from,
    to,
    phone: phone.key,
    body: webhook.Body ?? "",
    status: "received",
    errorCode: null,
    messagingServiceSid: options.messagingServiceSid ?? null,
    contentSid: null,
    contentVariables: null,
    statusCallback: null,
    media: file ? [file] : [],
    mediaUrls: [],
    location: locationOf(webhook),
    quotedSid: request.quoted?.sid ?? null,
    sendAt: null,
    createdAt: now,
    sentAt: now,
    updatedAt: now,
    webhook,
    webhookStatus: null,
  };
  sandbox.messages.set(messageSid, message);
  phone.lastInboundAt = now;
  changed(sandbox, phone.key);
  return message;
}

async function tell(
  sandbox: Sandbox,
  message: SandboxMessage,
  { params = {}, signature }: InboundRequest,
): Promise<InboundResult> {
  const webhook = { ...message.webhook, ...params };
  const sent = Object.entries(webhook).filter(([, value]) => value !== null);
  const { status, fallbackStatus, attempts } = await track(
    sandbox,
    deliverWebhook(sandbox, {
      url: sandbox.webhookUrl,
      params: Object.fromEntries(sent) as Record<string, string>,
      fallbackUrl: sandbox.options.fallbackUrl,
      signature,
    }),
  );
  message.webhookStatus = status;
  changed(sandbox, phoneKey(sandbox, message.from));
  return { messageSid: message.sid, status, fallbackStatus, attempts };
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
