import { waitUntil } from "../clock.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import { type Attempt, attempt, type Failure } from "./attempt.ts";
import { readConnectionRules } from "./connection_rules.ts";
import { alertOf, checkContentType } from "./webhook_alerts.ts";

/** A request that Twilio makes to whoever uses it. */
export interface Webhook {
  /** Whose token signs it. */
  accountSid: string;
  url: string;
  method?: string;
  params: Readonly<Record<string, string>>;
  fallbackUrl?: string | null;
  fallbackMethod?: string;
  /** For tests of the receiver: a signature that is wrong, or none. */
  signature?: "wrong" | "none";
}

/** What became of it; a status is `null` when there was no answer. */
export interface WebhookOutcome {
  status: number | null;
  attempts: number;
  fallbackStatus: number | null;
  /** What the receiver answered, when it is TwiML. */
  twiml: string;
}

/** Makes the request, repeats it as its rules allow, and turns to the fallback when all of it failed. */
export async function deliverWebhook(
  sandbox: Sandbox,
  webhook: Webhook,
): Promise<WebhookOutcome> {
  const main = await tryWebhook(sandbox, webhook);
  const { fallbackUrl, fallbackMethod } = webhook;
  const outcome = { ...main, fallbackStatus: null, twiml: twimlOf(main) };
  if (
    main.failure === null || !fallbackUrl || !holds(sandbox, "fallback")
  ) return outcome;
  const second = await tryWebhook(sandbox, {
    ...webhook,
    url: fallbackUrl,
    method: fallbackMethod,
    params: {
      ...webhook.params,
      ErrorCode: "11200",
      ErrorUrl: readConnectionRules(webhook.url).url,
    },
  });
  return {
    ...outcome,
    fallbackStatus: second.status,
    twiml: twimlOf(second),
  };
}

async function tryWebhook(
  sandbox: Sandbox,
  webhook: Webhook,
): Promise<Attempt & { attempts: number }> {
  const { usualRetries, retryWaitsMs } = sandbox.variants;
  const { url, rules } = readConnectionRules(webhook.url, usualRetries);
  const { signal } = sandbox.stopping;
  const scaled = (ms: number) => ms * sandbox.timeScale;
  let token = crypto.randomUUID();
  const deadline = performance.now() + scaled(rules.totalMs);
  const left = () =>
    holds(sandbox, "total timeout")
      ? Math.max(deadline - performance.now(), 0)
      : Infinity;
  const limit = (ms: number, isLimited: boolean) =>
    Math.min(isLimited ? scaled(ms) : 60_000, Math.max(left(), 1));

  for (let attempts = 1;; attempts++) {
    if (!holds(sandbox, "one token")) token = crypto.randomUUID();
    const tried = await attempt(sandbox, { ...webhook, url }, {
      token,
      address: holds(sandbox, "signed address") ? undefined : webhook.url,
      connectMs: limit(rules.connectMs, holds(sandbox, "connect timeout")),
      readMs: limit(rules.readMs, holds(sandbox, "read timeout")),
      signal,
    });
    checkContentType(sandbox, webhook, tried);
    if (tried.failure === null) return { ...tried, attempts };
    const wait = scaled(
      retryWaitsMs[Math.min(attempts, retryWaitsMs.length) - 1] ?? 0,
    );
    const mayRepeat = isNamed(sandbox, tried.failure, rules.policies) &&
      (attempts <= rules.retries ||
        (!holds(sandbox, "retry count") && attempts < 10)) &&
      wait < left() && !signal.aborted;
    if (!mayRepeat) {
      alertOf(sandbox, webhook, { errorCode: 11200, tried });
      return { ...tried, attempts };
    }
    const due = performance.now() + wait;
    await waitUntil(sandbox, () => due - performance.now());
  }
}

/** A connection that broke in the middle of an answer is no failure that a policy can name. */
function isNamed(
  sandbox: Sandbox,
  failure: Failure,
  policies: readonly string[],
): boolean {
  if (!holds(sandbox, "retry policy")) return true;
  return policies.includes("all") || policies.includes(failure);
}

function twimlOf({ answer, failure }: Attempt): string {
  const type = answer?.headers["content-type"] ?? "";
  return failure === null && /xml/.test(type) ? answer!.body : "";
}
