import { nameOfFailure } from "../providers/provider_error.ts";
import { eraseMessage } from "../providers/twilio/erase_message.ts";
import type { TwilioAccount } from "../providers/twilio/client.ts";
import type { Claim } from "../store/claims.ts";
import { addCounts } from "../store/erasures.ts";
import type { TaskPayloads } from "../store/lanes.ts";
import { type Line, readLines } from "../store/lines.ts";
import type { Sql } from "../store/sql.ts";
import { measuredCall } from "../telemetry/provider_call.ts";
import { settled } from "./erase_site.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

/** What erasing at Twilio needs to know. */
export interface TwilioErasingContext {
  sql: Sql;
  /** `null` when the line has no credentials. */
  accountOf(line: Line): Promise<TwilioAccount | null>;
}

/** Has Twilio delete its copies of some messages and of their files. */
export function eraseAtTwilio(context: TwilioErasingContext): TaskHandler {
  return {
    kind: "erase_at_twilio",
    runs: 2,
    lanes: 1,
    leadsTo: [],
    run: (claims) =>
      Promise.all(
        claims.map((claim) => settled(() => eraseOne(context, claim))),
      ),
  };
}

async function eraseOne(
  { sql, accountOf }: TwilioErasingContext,
  claim: Claim,
): Promise<Outcome> {
  const { erasureId, lineId, sids } = claim
    .payload as TaskPayloads["erase_at_twilio"];
  const line = (await readLines(sql)).find(({ id }) => id === lineId);
  const account = line ? await accountOf(line) : null;
  if (!account) return { is: "retry", because: "The line has no credentials" };
  let count = 0;
  for (const sid of sids) {
    const wasThere = await measuredCall(
      "twilio",
      () => eraseMessage(account, sid),
      { failureOf: nameOfFailure },
    );
    if (wasThere) count += 1;
  }
  if (count > 0) await addCounts(sql, erasureId, { twilio: count });
  return { is: "done" };
}
