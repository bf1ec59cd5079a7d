import { getLogger } from "@logtape/logtape";
import type { Context } from "hono";
import { getConnInfo } from "hono/deno";
import { routePath } from "hono/route";
import { clientAddress, networkOf } from "./client_address.ts";
import type { HttpContext } from "./context.ts";
import { floodLog } from "./flood_log.ts";
import type { Tally } from "./tally.ts";

const log = getLogger(["relevo", "webhooks"]);

/** How a webhook can be refused before anything of it is believed. */
type TurnedAway = 400 | 403 | 404 | 408 | 413 | 415;

/** What an address is told whose webhook is refused: the status, or to stay away when it keeps failing. */
export type TurnAway = (
  c: Context,
  status: TurnedAway,
) => { status: TurnedAway | 429; headers: Record<string, string> };

/**
 * Counts refused webhooks per address over all doors, and writes a line for each, but one a second
 * for who is to stay away. Who signs correctly is never counted.
 */
export function turningAway(context: HttpContext): TurnAway {
  const floodOf = floodLog();
  return (c, status): ReturnType<TurnAway> => {
    const route = routePath(c);
    const wait = noteFailure(c, context, context.tallies.webhooks);
    if (wait === null) {
      log.warn("Turned a webhook away", { route, status });
      return { status, headers: {} };
    }
    const times = floodOf();
    if (times !== null) {
      log.warn("Turned a webhook away", { route, status: 429, times });
    }
    return { status: 429, headers: { "Retry-After": String(wait) } };
  };
}

/** Counts a failure of whoever sent this; the seconds to stay away when there were too many, else `null`. */
export function noteFailure(
  c: Context,
  { trustedProxies }: Pick<HttpContext, "trustedProxies">,
  tally: Tally,
): number | null {
  const address = clientAddress(
    getConnInfo(c).remote.address ?? "",
    c.req.header("x-forwarded-for") ?? null,
    trustedProxies,
  );
  return tally.note(networkOf(address));
}
