import type { IncomingMessage } from "node:http";
import { ProviderError } from "../provider_error.ts";
import { requestPinned } from "./pinned_request.ts";
import { isPrivate } from "./private_address.ts";

const TIMEOUT_MS = 30_000;
const MOST_REDIRECTS = 4;

/** What may be fetched, and how. */
export interface DownloadRules {
  /** Sent to addresses that begin so, and to no other: a redirect elsewhere goes without. */
  credentials: { prefix: string; authorization: string } | null;
  /** Hosts that are trusted although their addresses are private: a provider's stand-in. */
  trustedOrigins: readonly string[];
  /** Bytes. */
  maxSize: number;
  /** The addresses that a name has; left out: what the name servers say. */
  resolve?(host: string, signal: AbortSignal): Promise<string[]>;
}

/**
 * Fetches a file that somebody else named. Private addresses are refused at each hop, and
 * the address that was looked at is the one connected to; credentials never leave their own path,
 * and what is too large is not read to its end.
 * @throws {ProviderError} `rejected` for what can never be had, else `not_processed`
 */
export async function download(
  address: string,
  rules: DownloadRules,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; contentType: string | null }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  if (!URL.canParse(address)) {
    throw new ProviderError("rejected", "The file's address is none");
  }
  let url = new URL(address);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const address = await addressOf(url, rules, signal);
    const { credentials } = rules;
    const headers: Record<string, string> =
      credentials && url.href.startsWith(credentials.prefix)
        ? { Authorization: credentials.authorization }
        : {};
    let response: IncomingMessage;
    try {
      response = await requestPinned(url, { address, headers, signal });
    } catch {
      throw new ProviderError(
        "not_processed",
        "The file's host does not answer",
      );
    }
    const { statusCode: status = 0 } = response;
    const next = response.headers.location;
    if (status >= 300 && status < 400 && next) {
      response.destroy();
      url = nextHop(next, url);
      continue;
    }
    if (status >= 200 && status < 300) {
      return {
        bytes: await read(response, rules.maxSize),
        contentType: response.headers["content-type"] ?? null,
      };
    }
    response.destroy();
    // A file may not be there yet in its first seconds; whoever calls decides for how long.
    throw new ProviderError(
      status === 410 ? "rejected" : "not_processed",
      `The file's host answered ${status}`,
      { code: status },
    );
  }
  throw new ProviderError("rejected", "The file's address leads in circles");
}

function nextHop(location: string, from: URL): URL {
  if (URL.canParse(location, from)) return new URL(location, from);
  throw new ProviderError("rejected", "The file's address leads nowhere");
}

async function read(
  response: IncomingMessage,
  maxSize: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = Number(response.headers["content-length"]) > maxSize
    ? Infinity
    : 0;
  try {
    if (size === 0) {
      for await (const chunk of response) {
        size += chunk.length;
        if (size > maxSize) break;
        chunks.push(chunk);
      }
    }
  } catch {
    throw new ProviderError("not_processed", "The file broke off");
  } finally {
    response.destroy();
  }
  if (size <= maxSize) {
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  }
  throw new ProviderError(
    "rejected",
    `The file is larger than ${maxSize} bytes`,
  );
}

/** The address to connect to, none of whose name may be private; `null` where the host is trusted. */
async function addressOf(
  url: URL,
  { trustedOrigins, resolve = resolveName }: DownloadRules,
  signal: AbortSignal,
): Promise<string | null> {
  if (trustedOrigins.includes(url.origin)) return null;
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new ProviderError(
      "rejected",
      "The file's address is neither http nor https",
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isLiteral = /^[\d.]+$/.test(host) || host.includes(":");
  const addresses = isLiteral ? [host] : await resolve(host, signal);
  if (addresses.some(isPrivate)) {
    throw new ProviderError("rejected", "The file's address is private");
  }
  const [address] = addresses;
  if (address !== undefined) return address;
  throw new ProviderError("not_processed", "The file's host has no address");
}

async function resolveName(
  host: string,
  signal: AbortSignal,
): Promise<string[]> {
  const found = await Promise.allSettled([
    Deno.resolveDns(host, "A", { signal }),
    Deno.resolveDns(host, "AAAA", { signal }),
  ]);
  return found.flatMap((result) =>
    result.status === "fulfilled" ? result.value : []
  );
}
