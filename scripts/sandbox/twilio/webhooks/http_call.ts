import http from "node:http";
import https from "node:https";

/** What a receiver answered. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Why there was no answer: no connection, no answer in time, or one that broke off. */
export type CallFailure = "ct" | "rt" | "broken";

/** How long each part may take. */
export interface CallLimits {
  connectMs: number;
  readMs: number;
  signal: AbortSignal;
}

const MOST_BODY = 64 * 1024;

/**
 * Makes one request on a connection of its own. Node's client tells when the connection stands, which
 * `fetch` does not, and never repeats a request by itself, which `fetch` does.
 */
export function call(
  url: string,
  { method, headers, body }: {
    method: string;
    headers: Record<string, string>;
    body: string;
  },
  { connectMs, readMs, signal }: CallLimits,
): Promise<HttpAnswer | CallFailure> {
  if (!URL.canParse(url)) return Promise.resolve("ct");
  return new Promise((resolve) => {
    const isSecure = url.startsWith("https:");
    let reason: CallFailure = "ct";
    let timer = setTimeout(giveUp, connectMs);
    const request = (isSecure ? https : http).request(url, {
      method,
      headers: body
        ? { ...headers, "content-length": byteCount(body) }
        : headers,
      agent: false,
    });

    function giveUp(): void {
      end(reason);
      request.destroy();
    }
    function end(outcome: HttpAnswer | CallFailure): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      resolve(outcome);
    }
    function connected(): void {
      clearTimeout(timer);
      reason = "rt";
      timer = setTimeout(giveUp, readMs);
    }
    request.on("socket", (socket) => {
      socket.once(isSecure ? "secureConnect" : "connect", connected);
    });
    request.on("response", (response) => {
      const chunks: Uint8Array[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const text = new TextDecoder().decode(concat(chunks));
        end({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body: text.slice(0, MOST_BODY),
        });
      });
      response.on("error", () => end("broken"));
      response.on("aborted", () => end("broken"));
    });
    request.on("error", () => end(reason === "ct" ? "ct" : "broken"));
    signal.addEventListener("abort", giveUp);
    request.end(body || undefined);
  });
}

function byteCount(text: string): number {
  return new TextEncoder().encode(text).length;
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(
    chunks.reduce((sum, chunk) => sum + chunk.length, 0),
  );
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
