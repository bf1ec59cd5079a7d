import { ProviderError } from "../provider_error.ts";

// On a kept connection that closes unanswered, Deno's fetch sends a POST again by itself: a
// customer would get a reply twice. A connection that is never reused can't do that.
const http = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });

/** What the `twilio` client asks of its transport. */
interface TransportRequest {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: Record<string, unknown>;
  data?: Record<string, unknown>;
  timeout?: number;
}

/**
 * A transport for the `twilio` client on `fetch`, with a time limit and an address that can be
 * moved: with `apiUrl` every host of Twilio's is answered there.
 */
export class FetchClient {
  readonly #apiUrl: URL | null;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal | null;

  /** `signal` gives up whatever is on its way: for questions alone, never for what does something. */
  constructor(
    { apiUrl, timeoutMs, signal }: {
      apiUrl: string | null;
      timeoutMs: number;
      signal?: AbortSignal;
    },
  ) {
    this.#apiUrl = apiUrl === null ? null : new URL(apiUrl);
    this.#timeoutMs = timeoutMs;
    this.#signal = signal ?? null;
  }

  /** @throws {ProviderError} `not_processed` when nobody could be reached, `ambiguous` when the answer was lost */
  async request(
    request: TransportRequest,
  ): Promise<{ statusCode: number; body: unknown; headers: object }> {
    const url = this.#place(new URL(request.uri));
    for (const [name, value] of pairs(request.params)) {
      url.searchParams.append(name, value);
    }
    const headers = new Headers(request.headers);
    headers.set(
      "Authorization",
      `Basic ${btoa(`${request.username}:${request.password}`)}`,
    );
    const hasBody = request.data !== undefined &&
      request.method.toUpperCase() !== "GET";
    const body = hasBody ? new URLSearchParams(pairs(request.data)) : undefined;
    if (hasBody) {
      headers.set(
        "Content-Type",
        "application/x-www-form-urlencoded;charset=UTF-8",
      );
    }
    const limit = AbortSignal.timeout(this.#timeoutMs);
    const signal = this.#signal
      ? AbortSignal.any([limit, this.#signal])
      : limit;
    try {
      const response = await fetch(url, {
        method: request.method.toUpperCase(),
        headers,
        body,
        signal,
        client: http,
      });
      const text = await response.text();
      return {
        statusCode: response.status,
        body: parse(text),
        headers: Object.fromEntries(response.headers),
      };
    } catch (error) {
      throw lost(error);
    }
  }

  #place(url: URL): URL {
    if (!this.#apiUrl) return url;
    return new URL(url.pathname + url.search, this.#apiUrl);
  }
}

/** A connection that nobody accepted carried nothing; of any other we can't know. */
export function lost(error: unknown): ProviderError {
  const text = error instanceof Error ? error.message : String(error);
  const isRefused =
    /connection refused|dns error|failed to lookup|tcp connect error|client error \(Connect\)/i
      .test(
        `${text} ${error instanceof Error ? String(error.cause ?? "") : ""}`,
      );
  return new ProviderError(
    isRefused ? "not_processed" : "ambiguous",
    `No answer: ${isRefused ? "unreachable" : "lost"}`,
  );
}

function pairs(
  values: Record<string, unknown> | undefined,
): [string, string][] {
  return Object.entries(values ?? {}).flatMap(
    ([name, value]): [string, string][] => {
      if (value === undefined || value === null) return [];
      if (Array.isArray(value)) {
        return value.map((part) => [name, String(part)]);
      }
      return [[
        name,
        value instanceof Date ? value.toISOString() : String(value),
      ]];
    },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
