import { getLogger } from "@logtape/logtape";
import type { Context } from "hono";
import { getConnInfo } from "hono/deno";
import { routePath } from "hono/route";
import type { HttpContext } from "./context.ts";
import { clientAddress, failingAddresses } from "./failing_addresses.ts";

const log = getLogger(["relevo", "webhooks"]);

/** How a webhook can be refused before anything of it is believed. */
type TurnedAway = 400 | 403 | 404 | 413 | 415;

/** What an address is told whose webhook is refused: the status, or to stay away when it keeps failing. */
export type TurnAway = (
  c: Context,
  status: TurnedAway,
) => { status: TurnedAway | 429; headers: Record<string, string> };

/** Counts refused webhooks per address over all doors, and writes a line for each. */
export function turningAway(
  { trustedProxies, now }: Pick<HttpContext, "trustedProxies" | "now">,
): TurnAway {
  const failing = failingAddresses();
  return (c, status) => {
    const peer = getConnInfo(c).remote.address ?? "";
    const address = clientAddress(
      peer,
      c.req.header("x-forwarded-for") ?? null,
      trustedProxies,
    );
    const wait = failing.note(address, now());
    log.warn("Turned a webhook away", {
      route: routePath(c),
      status: wait === null ? status : 429,
    });
    const headers: Record<string, string> = wait === null
      ? {}
      : { "Retry-After": String(wait) };
    return { status: wait === null ? status : 429, headers };
  };
}
