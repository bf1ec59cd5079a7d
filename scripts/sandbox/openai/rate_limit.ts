import { ApiError } from "./api_error.ts";
import type { Allowance, Sandbox } from "./state.ts";

const MINUTE = 60_000;

/**
 * Takes one request and its tokens out of a model's minute. What was taken comes back evenly.
 * Answers what every answer tells of it.
 * Source: developers.openai.com/api/docs/guides/rate-limits
 * @throws {ApiError} 429, with when to come again
 */
export function spend(
  sandbox: Sandbox,
  { model, tokens, now }: { model: string; tokens: number; now: number },
): Record<string, string> {
  const { requestsPerMinute, tokensPerMinute } = sandbox.variants;
  const left = refill(sandbox, model, now);
  sandbox.allowances.set(model, left);
  const missing = [
    wait("requests", {
      left: left.requests,
      needs: 1,
      limit: requestsPerMinute,
    }),
    wait("tokens", {
      left: left.tokens,
      needs: tokens,
      limit: tokensPerMinute,
    }),
  ].find(({ ms }) => ms > 0);
  if (missing && sandbox.holds("rate_limit")) {
    throw tooMany(missing, { model, headers: headersOf(sandbox, left) });
  }
  left.requests = Math.max(0, left.requests - 1);
  left.tokens = Math.max(0, left.tokens - tokens);
  return headersOf(sandbox, left);
}

interface Wait {
  of: "requests" | "tokens";
  ms: number;
  limit: number;
}

function wait(
  of: Wait["of"],
  { left, needs, limit }: { left: number; needs: number; limit: number },
): Wait {
  const ms = Math.ceil(Math.max(0, needs - left) / limit * MINUTE);
  return { of, ms, limit };
}

function refill(
  { variants, allowances }: Sandbox,
  model: string,
  now: number,
): Allowance {
  const { requestsPerMinute: requests, tokensPerMinute: tokens } = variants;
  const before = allowances.get(model) ?? { requests, tokens, at: now };
  const share = (now - before.at) / MINUTE;
  return {
    requests: Math.min(requests, before.requests + share * requests),
    tokens: Math.min(tokens, before.tokens + share * tokens),
    at: now,
  };
}

function headersOf(
  { variants, holds }: Sandbox,
  { requests, tokens }: Allowance,
): Record<string, string> {
  if (!holds("rate_headers")) return {};
  const { requestsPerMinute, tokensPerMinute } = variants;
  const until = (left: number, limit: number) =>
    spoken((limit - left) / limit * MINUTE);
  return {
    "x-ratelimit-limit-requests": String(requestsPerMinute),
    "x-ratelimit-limit-tokens": String(tokensPerMinute),
    "x-ratelimit-remaining-requests": String(Math.floor(requests)),
    "x-ratelimit-remaining-tokens": String(Math.floor(tokens)),
    "x-ratelimit-reset-requests": until(requests, requestsPerMinute),
    "x-ratelimit-reset-tokens": until(tokens, tokensPerMinute),
  };
}

function tooMany(
  { of, ms, limit }: Wait,
  { model, headers }: { model: string; headers: Record<string, string> },
): ApiError {
  const unit = of === "requests" ? "RPM" : "TPM";
  return new ApiError(
    429,
    `Rate limit reached for ${model} in organization org-sandbox on ${of} per min (${unit}): Limit ${limit}. Please try again in ${
      spoken(ms)
    }. Visit https://platform.openai.com/account/rate-limits to learn more.`,
    {
      type: of,
      code: "rate_limit_exceeded",
      headers: {
        ...headers,
        "retry-after": String(Math.ceil(ms / 1000)),
        "retry-after-ms": String(ms),
      },
    },
  );
}

/** As OpenAI writes how long: `120ms`, `1.5s`, `6m0s`. */
function spoken(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms)}ms`;
  if (ms < MINUTE) return `${Math.ceil(ms) / 1000}s`;
  return `${Math.floor(ms / MINUTE)}m${Math.round(ms % MINUTE / 1000)}s`;
}
