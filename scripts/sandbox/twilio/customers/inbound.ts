import { waitUntil } from "../clock.ts";
import { firstLine, lineOf } from "../senders/lines.ts";
import { serviceOf } from "../senders/services.ts";
import type { Line, MessagingService, SandboxMessage } from "../records.ts";
import { holds } from "../rules.ts";
import { changed, type Sandbox, track } from "../state.ts";
import { inboundRoute } from "../webhooks/inbound_route.ts";
import { deliverWebhook } from "../webhooks/webhooks.ts";
import { toAddress } from "./addresses.ts";
import { composeMessages } from "./compose_inbound.ts";
import type { InboundRequest } from "./inbound_request.ts";
import { KEYWORD_REPLIES, keywordOf, obeyKeyword } from "./opt_out.ts";
import { knowPhone } from "./phones.ts";
import { replyByKeyword, replyByTwiml } from "./twiml_reply.ts";

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

/** A customer's message on its way to whoever listens. */
export interface Delivery {
  line: Line;
  service: MessagingService | null;
}

const UNTOLD: InboundResult = {
  messageSid: "",
  status: null,
  fallbackStatus: null,
  attempts: 0,
};

/**
 * A customer writes: stores what the phone shows and tells the receiver. An album goes out all at
 * once, as it does from a phone; what is written without coverage leaves when there is some again.
 * @throws {TypeError} when the request cannot be read
 */
export async function writeAsCustomer(
  sandbox: Sandbox,
  request: InboundRequest,
): Promise<InboundOutcome> {
  const known = sandbox.messages.get(request.messageSid ?? "");
  if (!known && !request.from) {
    throw new TypeError('Cannot write: "from" is missing');
  }
  const to = known?.to ?? (request.to && toAddress(request.to));
  const line = to ? lineOf(sandbox, to) : firstLine(sandbox);
  if (!line) throw new TypeError(`Cannot write: nobody has the number ${to}`);
  const delivery = { line, service: serviceOf(sandbox, line) };
  if (request.reaction && sandbox.variants.reactions === "dropped") {
    return { ...UNTOLD, messages: [] };
  }
  if (!known) await untilCovered(sandbox, request);
  const parts = known
    ? [known]
    : await composeMessages(sandbox, request, delivery);
  const results = await Promise.all(
    parts.map((message) =>
      track(sandbox, tell(sandbox, message, { ...delivery, request }))
    ),
  );
  return { ...results[0]!, messages: results };
}

async function untilCovered(
  sandbox: Sandbox,
  { from, profileName, externalUserId }: InboundRequest,
): Promise<void> {
  const phone = knowPhone(sandbox, {
    address: toAddress(from!),
    name: profileName,
    userId: externalUserId,
  });
  const isAway = () => !phone.isCovered && holds(sandbox, "coverage");
  if (await waitUntil(sandbox, () => isAway() ? Infinity : 0)) return;
  throw new TypeError("Cannot write: the stand-in stopped");
}

async function tell(
  sandbox: Sandbox,
  message: SandboxMessage,
  { request, line, service }: Delivery & { request: InboundRequest },
): Promise<InboundResult> {
  const type = keywordOf(sandbox, service, message.shownBody);
  const isRepeat = message.webhookStatus !== null;
  if (type && !isRepeat) {
    const { phone } = message;
    // The last word to who unsubscribes is said before nothing more may be.
    if (type !== "STOP") obeyKeyword(sandbox, { line, service, phone }, type);
    if (service?.advancedOptOut) {
      replyByKeyword(sandbox, KEYWORD_REPLIES[type], {
        inbound: message,
        line,
        service,
      });
    }
    if (type === "STOP") obeyKeyword(sandbox, { line, service, phone }, type);
    if (!sandbox.variants.keywordWebhook) {
      return { ...UNTOLD, messageSid: message.sid };
    }
  }
  const route = inboundRoute(sandbox, line, service);
  if (!route) return { ...UNTOLD, messageSid: message.sid };
  const webhook = { ...message.webhook, ...request.params };
  const sent = Object.entries(webhook).filter(([, value]) => value !== null);
  const { status, fallbackStatus, attempts, twiml } = await deliverWebhook(
    sandbox,
    {
      ...route,
      accountSid: message.accountSid,
      params: Object.fromEntries(sent) as Record<string, string>,
      signature: request.signature,
    },
  );
  message.webhookStatus = status;
  changed(sandbox, message.phone);
  if (twiml) replyByTwiml(sandbox, twiml, { inbound: message, line });
  return { messageSid: message.sid, status, fallbackStatus, attempts };
}
