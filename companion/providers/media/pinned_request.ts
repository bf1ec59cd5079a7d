import http, { type IncomingMessage } from "node:http";
import https from "node:https";

/** How a file is asked for. */
export interface PinnedRequest {
  /** The address to connect to, whatever the name means by then; `null` for what the system says. */
  address: string | null;
  headers: Record<string, string>;
  signal: AbortSignal;
}

/**
 * Asks for a file at an address that was looked at before: a name that means something else a
 * moment later leads nowhere else. Follows no redirect, unpacks nothing.
 * `fetch` can't be told where to connect to, which is why it isn't used here.
 */
export function requestPinned(
  url: URL,
  { address, headers, signal }: PinnedRequest,
): Promise<IncomingMessage> {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    request(url, {
      agent: false,
      headers: { ...headers, "Accept-Encoding": "identity" },
      signal,
      ...(address === null ? {} : { lookup: alwaysTo(address) }),
    }, resolve).on("error", reject).end();
  });
}

function alwaysTo(address: string): NonNullable<http.RequestOptions["lookup"]> {
  const family = address.includes(":") ? 6 : 4;
  return (_host, { all }, found) =>
    all ? found(null, [{ address, family }]) : found(null, address, family);
}
