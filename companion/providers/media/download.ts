import { ProviderError } from "../provider_error.ts";

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
}

/**
 * Fetches a file that somebody else named. Private addresses are refused, credentials never
 * leave their own path, and what is too large is not read to its end.
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
    await refusePrivate(url, rules);
    const { credentials } = rules;
    const headers: HeadersInit =
      credentials && url.href.startsWith(credentials.prefix)
        ? { Authorization: credentials.authorization }
        : {};
    let response: Response;
    try {
      response = await fetch(url, { headers, redirect: "manual", signal });
    } catch {
      throw new ProviderError(
        "not_processed",
        "The file's host does not answer",
      );
    }
    const next = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && next) {
      await response.body?.cancel();
      url = new URL(next, url);
      continue;
    }
    if (response.ok) {
      return {
        bytes: await read(response, rules.maxSize),
        contentType: response.headers.get("content-type"),
      };
    }
    await response.body?.cancel();
    // A file may not be there yet in its first seconds; whoever calls decides for how long.
    throw new ProviderError(
      response.status === 410 ? "rejected" : "not_processed",
      `The file's host answered ${response.status}`,
    );
  }
  throw new ProviderError("rejected", "The file's address leads in circles");
}

async function read(
  response: Response,
  maxSize: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new ProviderError("rejected", `The file is larger than ${maxSize} bytes`);
  if (Number(response.headers.get("content-length")) > maxSize) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxSize) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("not_processed", "The file broke off");
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

async function refusePrivate(
  url: URL,
  { trustedOrigins }: DownloadRules,
): Promise<void> {
  if (trustedOrigins.includes(url.origin)) return;
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new ProviderError(
      "rejected",
      "The file's address is neither http nor https",
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isLiteral = /^[\d.]+$/.test(host) || host.includes(":");
  const addresses = isLiteral ? [host] : await resolve(host);
  if (addresses.some(isPrivate)) {
    throw new ProviderError("rejected", "The file's address is private");
  }
}

async function resolve(host: string): Promise<string[]> {
  const found = await Promise.allSettled([
    Deno.resolveDns(host, "A"),
    Deno.resolveDns(host, "AAAA"),
  ]);
  const addresses = found.flatMap((result) =>
    result.status === "fulfilled" ? result.value : []
  );
  if (addresses.length === 0) {
    throw new ProviderError("not_processed", "The file's host has no address");
  }
  return addresses;
}

/** Addresses that are not of the open internet. Source: https://www.rfc-editor.org/rfc/rfc6890 */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  const v4 = mapped ?? (address.includes(":") ? null : address);
  if (v4 === null) {
    return /^(::1?$|f[cd]|fe[89ab]|ff|64:ff9b|::ffff:)/i.test(address);
  }
  const [a = 0, b = 0] = v4.split(".").map(Number);
  return a === 0 || a === 10 || a === 127 || a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 198 && (b === 18 || b === 19));
}
