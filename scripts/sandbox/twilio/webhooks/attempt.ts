import { tokenOf } from "../accounts/accounts.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import { call, type CallLimits, type HttpAnswer } from "./http_call.ts";
import { sign } from "../signature.ts";
import type { Webhook } from "./webhooks.ts";

/** Why a try does not count as delivered, in the words of a retry policy. */
export type Failure = "ct" | "rt" | "4xx" | "5xx" | "broken";

/** One try to deliver a webhook. */
export interface Attempt {
  status: number | null;
  failure: Failure | null;
  answer: HttpAnswer | null;
}

const MOST_REDIRECTS = 5;

/**
 * Tries once. A redirect is followed as browsers do: with GET, and without the parameters.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-overview
 */
export async function attempt(
  sandbox: Sandbox,
  webhook: Webhook,
  { token, address, ...limits }: CallLimits & {
    token: string;
    /** What is signed, where it is not what is called. */
    address?: string;
  },
): Promise<Attempt> {
  let { url, params, method = "POST" } = webhook;
  for (let hops = 0;; hops++) {
    const sent = toRequest(url, params, method);
    const signed = hops === 0 && address ? address : sent.url;
    const answer = await call(sent.url, {
      method,
      body: sent.body,
      headers: headersOf(sandbox, webhook, {
        url: signed,
        params: sent.body ? params : {},
        token,
      }),
    }, limits);
    if (typeof answer === "string") {
      return { status: null, failure: answer, answer: null };
    }
    const { location } = answer.headers;
    const isMoved = answer.status >= 300 && answer.status < 400 && location;
    if (!isMoved || hops === MOST_REDIRECTS) {
      return { status: answer.status, failure: failureOf(answer), answer };
    }
    url = new URL(location, url).href;
    if (answer.status === 307 || answer.status === 308) continue;
    method = "GET";
    params = {};
  }
}

function toRequest(
  url: string,
  params: Readonly<Record<string, string>>,
  method: string,
): { url: string; body: string } {
  const form = new URLSearchParams(params);
  if (method !== "GET") return { url, body: form.toString() };
  if (form.size === 0) return { url, body: "" };
  return { url: `${url}${url.includes("?") ? "&" : "?"}${form}`, body: "" };
}

function headersOf(
  sandbox: Sandbox,
  { accountSid, signature }: Webhook,
  { url, params, token }: {
    url: string;
    params: Readonly<Record<string, string>>;
    token: string;
  },
): Record<string, string> {
  const headers: Record<string, string> = {
    "accept": "*/*",
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "user-agent": "TwilioProxy/1.1",
    "i-twilio-idempotency-token": token,
  };
  if (signature === "none") return headers;
  const isWrong = signature === "wrong" || !holds(sandbox, "signature");
  const key = isWrong ? "wrong" : tokenOf(sandbox, accountSid);
  return { ...headers, "x-twilio-signature": sign(key, url, params) };
}

function failureOf({ status }: HttpAnswer): Failure | null {
  if (status >= 500) return "5xx";
  return status >= 400 ? "4xx" : null;
}
