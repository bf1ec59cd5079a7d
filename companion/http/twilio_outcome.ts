import { getLogger } from "@logtape/logtape";
import type { JournalEntry } from "../store/journal.ts";
import { isUnreachable } from "../store/unreachable.ts";
import { loggable } from "../telemetry/loggable.ts";

const log = getLogger(["relevo", "twilio"]);

/** What Twilio is told of a webhook that it signed. */
export interface Outcome {
  status: 200 | 500 | 503;
  headers: Record<string, string>;
}

/** Never HTML, never a redirect: Twilio would follow it and lose the message. */
export const TWIML = "<Response/>";

const DONE: Outcome = { status: 200, headers: {} };
const LATER: Outcome = { status: 503, headers: { "Retry-After": "2" } };
const FAILED: Outcome = { status: 500, headers: {} };

/** Waits for the commit: 200 means that it is done. `null`: too much waits for it already. */
export async function outcomeOf(
  done: Promise<void> | null,
  { route, entry }: { route: string; entry: JournalEntry },
): Promise<Outcome> {
  noteKept(entry, route);
  if (done === null) {
    log.warn("Too much waits to be committed", { route });
    return LATER;
  }
  try {
    await done;
    return DONE;
  } catch (error) {
    return failure(error, route);
  }
}

/** What is said of a failure: to come again when the database is away. */
export function failure(error: unknown, route: string): Outcome {
  log.error("Cannot commit a webhook", { route, error: loggable(error) });
  return isUnreachable(error) ? LATER : FAILED;
}

/** What nobody could act on has its line in the log too. */
function noteKept({ kind, state }: JournalEntry, route: string): void {
  if (state === "done") return;
  log.warn("Kept a webhook for a person", { route, kind, state });
}
