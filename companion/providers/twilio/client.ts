import type { DeliveryStatus } from "../../../shared/delivery.ts";
import { isDeliveryStatus } from "../../../shared/delivery.ts";
import { measuredCall } from "../../telemetry/provider_call.ts";
import { nameOfFailure, ProviderError } from "../provider_error.ts";
import { failureOf } from "./error_table.ts";
import { FetchClient } from "./fetch_client.ts";

// Twilio's own client waits 30 s; a lane that waits longer than half of that is better settled.
const TIMEOUT_MS = 15_000;

/** What one line's account may be asked. */
export interface TwilioAccount {
  accountSid: string;
  authToken: string;
  /** `null`: Twilio's own addresses. */
  apiUrl: string | null;
}

/** A message to be sent. */
export interface OutgoingMessage {
  /** The line, `whatsapp:+…`. */
  from: string;
  /** The customer, as the provider last wrote them. */
  to: string;
  body: string;
  /** Goes instead of the body, which Twilio makes of it. */
  template?: { id: string; variables: Record<string, string> } | null;
  mediaUrl: string | null;
  /** Carries our own id of the message. */
  statusCallback: string;
}

/** A message as Twilio's list has it. */
export interface ListedMessage {
  sid: string;
  from: string;
  to: string;
  body: string;
  status: DeliveryStatus | null;
  direction: string;
  createdAt: Date;
  mediaCount: number;
  errorCode: number | null;
}

/**
 * Hands a message to Twilio.
 * @throws {ProviderError}
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
export async function createMessage(
  account: TwilioAccount,
  message: OutgoingMessage,
): Promise<{ sid: string; status: DeliveryStatus }> {
  const client = await clientOf(account);
  const created = await translated(() =>
    client.messages.create({
      from: message.from,
      to: message.to,
      ...textOf(message),
      ...(message.mediaUrl === null ? {} : { mediaUrl: [message.mediaUrl] }),
      statusCallback: message.statusCallback,
    })
  );
  // An answer that can't be read says nothing about what was done.
  if (!/^[A-Z]{2}[0-9a-f]{32}$/i.test(created.sid ?? "")) {
    throw new ProviderError("ambiguous", "No answer: unreadable");
  }
  const status = String(created.status);
  return {
    sid: created.sid,
    status: isDeliveryStatus(status) ? status : "queued",
  };
}

function textOf({ body, template }: OutgoingMessage) {
  if (!template) return body === "" ? {} : { body };
  const { id, variables } = template;
  return {
    contentSid: id,
    ...(Object.keys(variables).length === 0
      ? {}
      : { contentVariables: JSON.stringify(variables) }),
  };
}

/**
 * What Twilio has for this customer since a day, newest first, a thousand at most.
 * @throws {ProviderError}
 */
export async function listMessages(
  account: TwilioAccount,
  filter: { to: string; since: Date },
): Promise<ListedMessage[]> {
  const client = await clientOf(account);
  const list = await translated(() =>
    client.messages.list({
      to: filter.to,
      dateSentAfter: dayBefore(filter.since),
      limit: 1000,
      pageSize: 200,
    })
  );
  return list.map((message) => ({
    sid: message.sid,
    from: message.from,
    to: message.to,
    body: message.body ?? "",
    status: isDeliveryStatus(String(message.status))
      ? String(message.status) as DeliveryStatus
      : null,
    direction: String(message.direction),
    createdAt: message.dateCreated,
    mediaCount: Number(message.numMedia) || 0,
    errorCode: message.errorCode || null,
  }));
}

/** The filter has the granularity of a day, in a zone that nobody names. */
function dayBefore(since: Date): Date {
  return new Date(since.getTime() - 24 * 60 * 60 * 1000);
}

/** Loaded when first needed: it is most of the companion's memory at rest. */
async function clientOf({ accountSid, authToken, apiUrl }: TwilioAccount) {
  const { default: Twilio } = await import("twilio/lib/rest/Twilio.js");
  const httpClient = new FetchClient({ apiUrl, timeoutMs: TIMEOUT_MS });
  return new Twilio(accountSid, authToken, { httpClient: httpClient as never });
}

async function translated<T>(call: () => Promise<T>): Promise<T> {
  return await measuredCall("twilio", () => translating(call), {
    failureOf: nameOfFailure,
  });
}

async function translating<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    const { status, code } = error as { status?: number; code?: number };
    if (typeof status !== "number") {
      throw new ProviderError("ambiguous", "No answer: unreadable");
    }
    const known = typeof code === "number" ? code : null;
    const { failure, ...limits } = failureOf(status, known);
    throw new ProviderError(
      failure,
      `Twilio answered ${status}${known ? `, error ${known}` : ""}`,
      { code: known, ...limits },
    );
  }
}
