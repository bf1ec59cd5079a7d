import type { ListedMessage } from "../providers/twilio/client.ts";
import { readHeld } from "../store/held_messages.ts";
import { COUNT_MS, type ReceivedCount } from "../store/received_counts.ts";
import type { ReconcilingContext } from "./context.ts";

/** What the list of a line's messages from customers says, compared with what is here. */
export interface Survey {
  /** Those that never came, oldest first. */
  missing: ListedMessage[];
  /** What was counted, by the time at which each count begins. */
  counts: Map<number, ReceivedCount>;
  /** The newest message's time, by the provider's clock; `null` when there was none. */
  newest: Date | null;
  /** From here on something is still to be settled: the oldest of what was left for later. */
  unsettledFrom: Date | null;
  /** More is missing than one comparison takes. */
  isCut: boolean;
}

/** What to look at. */
export interface SurveyLimits {
  since: Date;
  /** The database's clock. */
  asOf: Date;
  /** Messages younger than this are left to their webhooks. */
  graceMs: number;
  mostMissing: number;
}

/** Compares page after page with what is here, newest first as they come, keeping no more than what is missing. */
export async function survey(
  context: ReconcilingContext,
  pages: AsyncIterable<readonly ListedMessage[]>,
  limits: SurveyLimits,
): Promise<Survey> {
  const found: Survey = {
    missing: [],
    counts: new Map(),
    newest: null,
    unsettledFrom: null,
    isCut: false,
  };
  // Whichever clock is ahead, ours or the provider's, tells what is old enough.
  const isYoung = ({ createdAt }: ListedMessage) =>
    Math.max(limits.asOf.getTime(), found.newest?.getTime() ?? 0) -
        createdAt.getTime() < limits.graceMs;
  for await (const page of pages) {
    const inbound = page.filter(({ direction, createdAt }) =>
      direction === "inbound" && createdAt >= limits.since
    );
    const here = await readHere(context, inbound);
    for (const message of inbound) {
      if (!found.newest || message.createdAt > found.newest) {
        found.newest = message.createdAt;
      }
      if (here.has(message.sid)) count(found, message, 1);
      else if (isYoung(message)) leave(found, message);
      else {
        count(found, message, 0);
        found.missing.push(message);
      }
    }
    const tooMany = found.missing.length - limits.mostMissing;
    if (tooMany > 0) {
      found.isCut = true;
      found.missing.splice(0, tooMany).forEach((one) => leave(found, one));
    }
  }
  // The list is newest first, also within the second that its times tell.
  found.missing.reverse();
  found.missing.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return found;
}

/** Notes that a message that was missing is here now. */
export function noteHere(
  { counts }: Survey,
  { createdAt }: Pick<ListedMessage, "createdAt">,
): void {
  counts.get(countStart(createdAt))!.here += 1;
}

/** Notes that a message is not settled, however far the rest is. */
function leave(
  found: Survey,
  { createdAt }: Pick<ListedMessage, "createdAt">,
): void {
  if (!found.unsettledFrom || createdAt < found.unsettledFrom) {
    found.unsettledFrom = createdAt;
  }
}

/** Counts a message of the list; `here`: 1 when we have it. */
function count(
  { counts }: Survey,
  { createdAt }: Pick<ListedMessage, "createdAt">,
  here: 0 | 1,
): void {
  const start = countStart(createdAt);
  const known = counts.get(start) ??
    { since: new Date(start), atProvider: 0, here: 0 };
  known.atProvider += 1;
  known.here += here;
  counts.set(start, known);
}

/** Where the count begins that a moment belongs to. */
export function countStart(moment: Date): number {
  return Math.floor(moment.getTime() / COUNT_MS) * COUNT_MS;
}

/** What was erased for good counts as here: nothing of it is missing. */
async function readHere(
  { sql, readErased }: ReconcilingContext,
  messages: readonly ListedMessage[],
): Promise<Set<string>> {
  const sids = messages.map(({ sid }) => sid);
  const held = await readHeld(sql, sids);
  const others = sids.filter((sid) => !held.has(sid));
  if (others.length === 0) return held;
  return held.union(await readErased(others));
}
