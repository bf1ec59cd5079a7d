import { assertEquals, assertRejects } from "@std/assert";
import type twilio from "twilio";
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { parseRules, type Rule } from "../../scripts/sandbox/twilio/rules.ts";
import {
  startTwilioSandbox,
  type TwilioSandbox,
} from "../../scripts/sandbox/twilio/server.ts";
import type { TwilioOptions } from "../../scripts/sandbox/twilio/options.ts";
import { clientOf, type TwilioClient } from "./twilio_client.ts";

export const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
export const TOKEN = "token";
export const LINE = "whatsapp:+573153369631";
export const SECOND_LINE = "whatsapp:+573153369632";
export const CUSTOMER = "whatsapp:+573001112233";
export const SERVICE = "MG0123456789abcdef0123456789abcdef";

/** A webhook as the receiver got it. */
export interface Received {
  method: string;
  url: string;
  path: string;
  params: Record<string, string>;
  isSigned: boolean;
  headers: Headers;
}

/** A stand-in, its receiver, and Twilio's own client. */
export interface OpenAccount extends AsyncDisposable {
  twilio: TwilioSandbox;
  client: TwilioClient;
  /** The receiver's address. */
  origin: string;
  received: Received[];
  /** What the receiver answers next, one after another; then empty TwiML. */
  answers: (() => Response | Promise<Response>)[];
  /** Files that lie on the receiver. */
  files: Record<string, () => Response>;
  /** Asks one of the stand-in's own controls. */
  control(path: string, body: unknown): Promise<Record<string, unknown>>;
  /** Sends a message from the line to the customer. */
  send(
    more?: Partial<MessageFields>,
  ): Promise<Awaited<ReturnType<TwilioClient["messages"]["create"]>>>;
  /** Sends one, waits for what becomes of it, and says it: a status, or a code. */
  outcome(more?: Partial<MessageFields>): Promise<string | number>;
  /** Asks the REST interface itself, and gives the JSON. */
  rest(path: string, init?: RequestInit): Promise<unknown>;
  close(): Promise<void>;
}

type MessageFields = Parameters<TwilioClient["messages"]["create"]>[0];

/**
 * Rules of the stand-in that these tests are run without, to prove that one of them notices:
 * `deno test … -- --without=signature`.
 */
export function rulesOff(): Rule[] {
  const flag = Deno.args.find((arg) => arg.startsWith("--without="));
  return flag ? parseRules(flag.slice("--without=".length).split(",")) : [];
}

/** Opens an account with one line whose webhooks come to a receiver. */
export async function openAccount(
  options: Partial<TwilioOptions> = {},
): Promise<OpenAccount> {
  await using parts = new AsyncDisposableStack();
  const received: Received[] = [];
  const answers: OpenAccount["answers"] = [];
  const files: OpenAccount["files"] = {};
  const receiver = parts.use(Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const file = files[new URL(request.url).pathname];
      if (file) return file();
      received.push(await read(request));
      return await answers.shift()?.() ?? twiml();
    },
  ));
  const origin = `http://127.0.0.1:${receiver.addr.port}`;
  const stand = parts.use(
    await startTwilioSandbox({
      port: 0,
      accountSid: ACCOUNT,
      authToken: TOKEN,
      number: LINE,
      webhookUrl: `${origin}/in`,
      statusCallbackUrl: `${origin}/status`,
      without: rulesOff(),
      ...options,
    }),
  );
  const client = clientOf(stand.url, { user: ACCOUNT, password: TOKEN });
  const owned = parts.move();

  const send: OpenAccount["send"] = (more) =>
    client.messages.create({
      from: LINE,
      to: CUSTOMER,
      ...(more?.contentSid ? {} : { body: "Hola" }),
      ...more,
    });
  return {
    twilio: stand,
    client,
    origin,
    received,
    answers,
    files,
    send,
    async outcome(more) {
      const { sid } = await send(more);
      await stand.idle();
      const { errorCode, status } = await client.messages(sid).fetch();
      return errorCode ?? status;
    },
    async control(path, body) {
      const answer = await fetch(`${stand.url}/sandbox/${path}`, {
        method: "POST",
        body: JSON.stringify(body),
      });
      const content = await answer.json();
      if (!answer.ok) throw new TypeError(content.error);
      return content;
    },
    async rest(path, init = {}) {
      const authorization = `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}`;
      const answer = await fetch(stand.url + path, {
        ...init,
        headers: { authorization, ...init.headers },
      });
      return await answer.json();
    },
    close: () => owned.disposeAsync(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Fails unless the work is refused with that code and status. */
export async function assertRefused(
  [code, status]: [number, number],
  work: () => Promise<unknown>,
): Promise<void> {
  const error = await assertRejects(work) as twilio.RestException;
  assertEquals([error.code, error.status], [code, status]);
}

/** The least that Twilio takes for an answer. */
export function twiml(inner = ""): Response {
  return new Response(`<Response>${inner}</Response>`, {
    headers: { "content-type": "text/xml" },
  });
}

/** An answer without a body. */
export function empty(status: number): Response {
  return new Response(null, { status });
}

async function read(request: Request): Promise<Received> {
  const url = new URL(request.url);
  const params = Object.fromEntries(new URLSearchParams(await request.text()));
  return {
    method: request.method,
    url: request.url,
    path: url.pathname,
    params: request.method === "GET"
      ? Object.fromEntries(url.searchParams)
      : params,
    headers: request.headers,
    isSigned: validateRequest(
      TOKEN,
      request.headers.get("x-twilio-signature") ?? "",
      request.url,
      params,
    ),
  };
}
