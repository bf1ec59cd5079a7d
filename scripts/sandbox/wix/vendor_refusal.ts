/** A refusal as Wix words one. */
export function refusal(status: number, code: string): Response {
  return Response.json({
    message: code,
    details: { applicationError: { code, description: code, data: {} } },
  }, { status });
}

/** How Wix words a status that a fault asks for: with a code where it has one, else without. */
export function codedRefusal(status: number): Response {
  const codes: Record<number, string> = {
    403: "WDE0027",
    429: "WDE0014",
    500: "WDE0054",
  };
  const code = codes[status];
  if (code) return refusal(status, code);
  return status === 204 || status === 304
    ? new Response(null, { status })
    : new Response("A fault was ordered", { status });
}

/** One call too many, with a code or without. */
export function tooManyRequests(answer: "coded" | "bare"): Response {
  return answer === "coded"
    ? refusal(429, "WDE0014")
    : new Response("Too Many Requests", { status: 429 });
}

/** Nobody waited for the work any longer; whether it was done, this does not say. */
export function gatewayTimeout(): Response {
  return new Response("Gateway Timeout", { status: 504 });
}
