import { isIP } from "node:net";
import type { Context } from "hono";
import { getConnInfo } from "hono/deno";
import type { Actor } from "../store/audit_trail.ts";
import type { HttpContext } from "./context.ts";
import { clientAddress } from "./client_address.ts";
import type { SignedIn } from "./signed_in.ts";

/** Who asks, and from where, as the audit trail has it. */
export function actorOf(
  c: Context<SignedIn>,
  context: Pick<HttpContext, "trustedProxies">,
): Actor {
  return { agentId: c.var.agent.id, address: addressOf(c, context) };
}

/** Where a request comes from, masked. */
export function addressOf(
  c: Context,
  { trustedProxies }: Pick<HttpContext, "trustedProxies">,
): string {
  const peer = getConnInfo(c).remote.address ?? "";
  const forwarded = c.req.header("x-forwarded-for") ?? null;
  return maskedAddress(clientAddress(peer, forwarded, trustedProxies));
}

/** The network of an address: of IPv4 its first three parts, of IPv6 its first three groups. */
export function maskedAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(plain) === 4) return plain.replace(/\d+$/, "x");
  if (isIP(plain) !== 6) return "?";
  const [head = ""] = plain.split("::");
  const groups = head.split(":").filter(Boolean).slice(0, 3);
  return `${groups.join(":")}::x`;
}
