import { readConnectionRules } from "./connection_rules.ts";
import { sign } from "./signature.ts";
import type { Sandbox } from "./state.ts";

/** A request that Twilio makes to whoever uses it. */
export interface Webhook {
  url: string;
  params: Readonly<Record<string, string>>;
  fallbackUrl?: string;
  /** For tests of the receiver: a signature that is wrong, or none. */
  signature?: "wrong" | "none";
}

/** What became of it; a status is `null` when there was no answer. */
export interface WebhookOutcome {
  status: number | null;
  attempts: number;
  fallbackStatus: number | null;
}

type Failure = "ct" | "rt" | "4xx" | "5xx" | "broken";

interface Attempt {
  status: number | null;
  failure: Failure | null;
}

/** Makes the request, repeats it as its rules allow, and turns to the fallback when all of it failed. */
export async function deliverWebhook(
  sandbox: Sandbox,
  webhook: Webhook,
): Promise<WebhookOutcome> {
  const main = await tryWebhook(sandbox, webhook);
  if (main.failure === null || !webhook.fallbackUrl) {
    return { ...main, fallbackStatus: null };
  }
  const { status } = await tryWebhook(sandbox, {
    ...webhook,
    url: webhook.fallbackUrl,
    params: {
      ...webhook.params,
      ErrorCode: "11200",
      ErrorUrl: readConnectionRules(webhook.url).url,
    },
  });
  return { ...main, fallbackStatus: status };
}

async function tryWebhook(sandbox: Sandbox, webhook: Webhook) {
  const { url, rules } = readConnectionRules(webhook.url);
  const token = crypto.randomUUID();
  const deadline = performance.now() + rules.totalMs;
  for (let attempts = 1;; attempts++) {
    const left = Math.max(deadline - performance.now(), 1);
    const attempt = await post(sandbox, { ...webhook, url }, {
      token,
      timeoutMs: Math.min(rules.readMs, left),
    });
    const { failure } = attempt;
    if (failure === null) return { ...attempt, attempts };
    const mayRepeat = rules.policies.includes("all") ||
      rules.policies.includes(failure);
    if (
      !mayRepeat || attempts > rules.retries || performance.now() >= deadline
    ) {
      alert(sandbox, 11200, webhook);
      return { ...attempt, attempts };
    }
  }
}

async function post(
  sandbox: Sandbox,
  webhook: Webhook,
  { token, timeoutMs }: { token: string; timeoutMs: number },
): Promise<Attempt> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(webhook.url, {
      method: "POST",
      client: sandbox.client,
      headers: headersOf(sandbox, webhook, token),
      body: new URLSearchParams(webhook.params),
      signal: AbortSignal.any([timeout, sandbox.stopping.signal]),
    });
    const text = await response.text();
    if (text && !/xml|text\/(html|plain)/.test(typeOf(response))) {
      alert(sandbox, 12300, webhook);
    }
    return { status: response.status, failure: failureOf(response.status) };
  } catch (error) {
    if (timeout.aborted) return { status: null, failure: "rt" };
    return { status: null, failure: isUnreached(error) ? "ct" : "broken" };
  }
}

function headersOf(
  { options }: Sandbox,
  { url, params, signature }: Webhook,
  token: string,
): Record<string, string> {
  const headers: Record<string, string> = {
    "accept": "*/*",
    "user-agent": "TwilioProxy/1.1",
    "i-twilio-idempotency-token": token,
  };
  if (signature === "none") return headers;
  const key = signature === "wrong" ? "wrong" : options.authToken;
  return { ...headers, "x-twilio-signature": sign(key, url, params) };
}

function failureOf(status: number): Failure | null {
  if (status >= 500) return "5xx";
  return status >= 400 ? "4xx" : null;
}

/** Deno's fetch tells a connection that was never made only by the words of its cause. */
function isUnreached(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && /\(Connect\)|dns error/.test(cause.message);
}

function typeOf(response: Response): string {
  return response.headers.get("content-type") ?? "";
}

function alert(
  { alerts }: Sandbox,
  errorCode: number,
  { params }: Webhook,
): void {
  const resourceSid = params.MessageSid ?? "";
  alerts.push({ time: new Date().toISOString(), errorCode, resourceSid });
  if (alerts.length > 1_000) alerts.shift();
}
