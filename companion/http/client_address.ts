import { isIP } from "node:net";

/**
 * Who really sent the request: read from the nearest hop outwards, the first that is no trusted
 * proxy. What a stranger writes into `X-Forwarded-For` stands further out and is never reached; a
 * hop that is no address ends the reading at who passed it on.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | null,
  trustedProxies: readonly string[],
): string {
  const trusted = trustedProxies.map(plainAddress);
  let client = plainAddress(peer) ?? peer;
  for (const hop of (forwardedFor ?? "").split(",").reverse()) {
    if (!trusted.includes(client)) return client;
    const next = plainAddress(hop);
    if (next === null) return client;
    client = next;
  }
  return client;
}

/** What one customer of a network has to themselves: an IPv4 address, or the 64 bits that a provider gives out of IPv6. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const last = tail === "" ? [] : tail.split(":");
    while (groups.length + last.length < 8) groups.push("0");
    groups.push(...last);
  }
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** An address in its one spelling, without a port, brackets or zone; `null` when it is none. */
function plainAddress(text: string): string | null {
  const written = text.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(written)?.[1] ??
    /^([\d.]+):\d+$/.exec(written)?.[1] ?? written;
  const address = bare.split("%")[0]!;
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return null;
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  return v4Of(plain) ?? plain;
}

/** The IPv4 address that stands in an IPv6 one, as a socket of both kinds names it. */
function v4Of(address: string): string | null {
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(address) ?? [];
  if (!high || !low) return null;
  return [high, low].map((part) => parseInt(part, 16))
    .flatMap((part) => [part >> 8, part & 255]).join(".");
}
