/** A request that OpenAI understood and turned down. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }
}

export interface ErrorDetails {
  type?: string;
  param?: string | null;
  code?: string | null;
  headers?: Record<string, string>;
}

/** The envelope of every error. Source: openai/error.d.ts, developers.openai.com/api/docs/guides/error-codes */
export function toErrorAnswer({ status, message, details }: ApiError) {
  const { type = "invalid_request_error", param = null, code = null, headers } =
    details;
  return Response.json({ error: { message, type, param, code } }, {
    status,
    headers,
  });
}

/** A parameter that is refused, by its name. */
export function invalid(
  param: string | null,
  message: string,
  code: string | null = null,
): ApiError {
  return new ApiError(400, message, { param, code });
}

/** Something that was asked for by an identifier that leads nowhere. */
export function notFound(kind: string, id: string): ApiError {
  return new ApiError(404, `${kind} with id '${id}' not found.`);
}

/** How OpenAI would word a status that a fault asks for. */
export function refusalFor(status: number): Response {
  const [message, details] = WORDS[status] ??
    (status >= 500 ? WORDS[500]! : ["The request was refused.", {}]);
  return toErrorAnswer(new ApiError(status, message, details));
}

const WORDS: Record<number, [string, ErrorDetails]> = {
  401: ["Incorrect API key provided.", { code: "invalid_api_key" }],
  403: ["Country, region, or territory not supported", {
    type: "request_forbidden",
    code: "unsupported_country_region_territory",
  }],
  429: [
    "Rate limit reached for requests per min (RPM). Please try again in 1s.",
    {
      type: "requests",
      code: "rate_limit_exceeded",
      headers: {
        "retry-after": "1",
        "retry-after-ms": "1000",
        "x-ratelimit-limit-requests": "500",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "1s",
      },
    },
  ],
  500: [
    "The server had an error while processing your request. Sorry about that!",
    { type: "server_error" },
  ],
  503: ["The engine is currently overloaded, please try again later", {
    type: "service_unavailable_error",
  }],
};
