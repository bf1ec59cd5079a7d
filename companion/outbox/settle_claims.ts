import { getLogger } from "@logtape/logtape";
import {
  type Claim,
  completeClaims,
  deferClaims,
  postponeClaims,
  stopClaims,
} from "../store/claims.ts";
import type { Sql } from "../store/sql.ts";
import { backoffMs } from "./backoff.ts";
import type { Outcome } from "./task_handler.ts";

const GIVE_BACK_EVERY_MS = 500;
const log = getLogger(["relevo", "outbox"]);

/** Writes down what became of each claim. Answers after how long those that are not done are due again. */
export async function settleClaims(
  sql: Sql,
  claims: readonly Claim[],
  outcomes: readonly Outcome[],
): Promise<number[]> {
  const pairs = claims.map((claim, at) => ({ claim, outcome: outcomes[at]! }));
  const done = pairs.flatMap(({ claim, outcome }) =>
    outcome.is === "done"
      ? [{
        ...claim,
        isPartly: outcome.isPartly ?? false,
        cursor: outcome.cursor ?? claim.cursor,
      }]
      : []
  );
  const failed = pairs.flatMap(({ claim, outcome }) =>
    outcome.is === "retry"
      ? [{
        ...claim,
        because: outcome.because,
        afterMs: outcome.afterMs ?? backoffMs(claim.attempts),
      }]
      : []
  );
  const stopped = pairs.flatMap(({ claim, outcome }) =>
    outcome.is === "stopped" ? [{ ...claim, because: outcome.because }] : []
  );
  const waiting = pairs.flatMap(({ claim, outcome }) =>
    outcome.is === "wait" ? [{ ...claim, afterMs: outcome.afterMs }] : []
  );
  if (waiting.length > 0) await deferClaims(sql, waiting);
  if (done.length > 0) await completeClaims(sql, done);
  if (failed.length > 0) await postponeClaims(sql, failed);
  if (stopped.length > 0) await stopClaims(sql, stopped);
  for (const { kind, conversationId, because } of [...failed, ...stopped]) {
    log.info("Work has to wait", {
      kind,
      conversation: conversationId,
      because,
    });
  }
  return [...failed, ...waiting].map(({ afterMs }) => afterMs);
}

/**
 * Hands claims back as soon as the books can be reached: nobody else can take them while our
 * session lives. Those that were settled after all, and their answer lost, are left as they are.
 */
export async function giveBack(
  sql: Sql,
  claims: readonly Claim[],
  isOver: () => boolean,
): Promise<void> {
  const because = "Cannot settle: the database was away";
  const failures = claims.map((claim) => ({ ...claim, because, afterMs: 0 }));
  while (!isOver()) {
    await new Promise((resolve) => setTimeout(resolve, GIVE_BACK_EVERY_MS));
    const isBack = await postponeClaims(sql, failures).then(
      () => true,
      () => false,
    );
    if (isBack) return;
  }
}
