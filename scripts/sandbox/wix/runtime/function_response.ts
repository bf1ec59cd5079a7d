import type { WixHttpFunctionResponse } from "../modules/wix-http-functions.ts";
import type { Variants } from "../variants.ts";

const WORDS = {
  404: "Not Found",
  413: "Payload Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  504: "Gateway Timeout",
} as const;

/** What Wix itself answers in a function's place. What comes with the status is not known, and a variant. */
export function failedRun(
  status: keyof typeof WORDS,
  { functionErrors }: Variants,
): Response {
  const words = WORDS[status];
  switch (functionErrors) {
    case "text":
      return new Response(words, { status });
    case "page":
      return new Response(
        `<!doctype html><title>${words}</title><h1>${words}</h1>`,
        { status, headers: { "content-type": "text/html; charset=utf-8" } },
      );
    case "json":
      return Response.json({ message: words, details: {} }, { status });
    case "empty":
      return new Response(null, { status });
  }
}

/** What a function answered. */
export function toResponse(answer: unknown): Response {
  const { status = 200, headers = {}, body } = (answer ?? {}) as Partial<
    WixHttpFunctionResponse
  >;
  const isObject = typeof body === "object" && body !== null &&
    !(body instanceof Uint8Array);
  const sent = new Headers(headers);
  if (body !== undefined && !sent.has("content-type")) {
    sent.set(
      "content-type",
      isObject ? "application/json" : "text/plain; charset=utf-8",
    );
  }
  const content = isObject
    ? JSON.stringify(body)
    : body as BodyInit | undefined;
  const isBodiless = [101, 204, 205, 304].includes(status);
  return new Response(isBodiless ? null : content, { status, headers: sent });
}
