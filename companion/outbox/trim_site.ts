import { trimMessages } from "../providers/wix/erasing.ts";
import type { Claim } from "../store/claims.ts";
import type { TaskPayloads } from "../store/lanes.ts";
import { readWaitMs, takeTurn } from "../store/rates.ts";
import { settled, type SiteErasingContext } from "./erase_site.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

/** Has the site remove messages that it has kept for long enough, a page at a time. */
export function trimSite(context: SiteErasingContext): TaskHandler {
  return {
    kind: "trim_site",
    runs: 1,
    lanes: 1,
    leadsTo: [],
    opensInMs: () => readWaitMs(context.sql, context.rate),
    run: (claims) =>
      Promise.all(
        claims.map((claim) => settled(() => trimOnce(context, claim))),
      ),
  };
}

async function trimOnce(
  { sql, site, rate, now }: SiteErasingContext,
  claim: Claim,
): Promise<Outcome> {
  const { before } = claim.payload as TaskPayloads["trim_site"];
  if (!await takeTurn(sql, rate, { cost: 1 })) {
    return { is: "wait", afterMs: await readWaitMs(sql, rate) };
  }
  const { hay_mas } = await trimMessages(site, { antes: before }, now());
  return { is: "done", isPartly: hay_mas };
}
