import { sign } from "../../scripts/sandbox/twilio/signature.ts";

/** Whose traffic it is, and where it goes. */
export interface Addressee {
  /** The companion's door. */
  url: string;
  accountSid: string;
  authToken: string;
  /** `whatsapp:+…` */
  line: string;
}

/** What traffic is made of. The same traffic twice is the same, to the byte. */
export interface Traffic {
  count: number;
  /** Sets its SIDs apart from those of other traffic. */
  run: number;
  /** How many customers have written before: the first so many numbers. */
  knownCustomers: number;
  /** From 0 to 1. */
  newShare: number;
}

/** A webhook, ready to be written to a connection. */
export interface SignedWebhook {
  request: Uint8Array<ArrayBuffer>;
  isNewCustomer: boolean;
}

const WORDS =
  "hola buenos días quisiera una cita para mañana gracias cuánto cuesta la consulta con el doctor"
    .split(
      " ",
    );

/** Makes signed webhooks as Twilio sends them for a customer's text. */
export function makeWebhooks(
  addressee: Addressee,
  traffic: Traffic,
): SignedWebhook[] {
  const random = randomFrom(traffic.run);
  let customers = traffic.knownCustomers;
  return Array.from({ length: traffic.count }, (_, at) => {
    const isNewCustomer = customers === 0 || random() < traffic.newShare;
    const customer = isNewCustomer
      ? customers++
      : Math.floor(random() * customers);
    const params = paramsOf(addressee, {
      sid: sidOf(traffic.run, at),
      customer,
      body: bodyFrom(random),
    });
    return { isNewCustomer, request: toRequest(addressee, params) };
  });
}

/** The parameters of one such webhook. Source: https://www.twilio.com/docs/messaging/guides/webhook-request */
export function paramsOf(
  { accountSid, line }: Addressee,
  { sid, customer, body }: { sid: string; customer: number; body: string },
): Record<string, string> {
  const number = numberOf(customer);
  return {
    SmsMessageSid: sid,
    NumMedia: "0",
    ProfileName: `Cliente ${customer}`,
    MessageType: "text",
    SmsSid: sid,
    WaId: number,
    SmsStatus: "received",
    Body: body,
    To: line,
    NumSegments: "1",
    ReferralNumMedia: "0",
    MessageSid: sid,
    AccountSid: accountSid,
    From: `whatsapp:+${number}`,
    ApiVersion: "2010-04-01",
  };
}

/** The request that carries them, signed. */
export function toRequest(
  { url, authToken }: Addressee,
  params: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const { host, pathname } = new URL(url);
  const body = new URLSearchParams(params).toString();
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    "User-Agent: TwilioProxy/1.1",
    "Accept: */*",
    "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
    `Content-Length: ${body.length}`,
    `X-Twilio-Signature: ${sign(authToken, url, params)}`,
  ].join("\r\n");
  return new TextEncoder().encode(`${head}\r\n\r\n${body}`);
}

/** A customer's number, without `+`: a Colombian mobile. */
export function numberOf(customer: number): string {
  return `573${String(customer).padStart(9, "0")}`;
}

/** Like Twilio's, and never the same for another run or message. */
export function sidOf(run: number, at: number): string {
  return `SM${hex(run, 8)}${hex(at, 24)}`;
}

function bodyFrom(random: () => number): string {
  const length = 3 + Math.floor(random() * 20);
  return Array.from(
    { length },
    () => WORDS[Math.floor(random() * WORDS.length)],
  ).join(" ");
}

/** Repeatable chance: the "mulberry32" generator. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function hex(number: number, length: number): string {
  return number.toString(16).padStart(length, "0");
}
