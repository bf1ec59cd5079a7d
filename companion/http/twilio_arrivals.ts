import { getLogger } from "@logtape/logtape";
import type { Arrival } from "../inbox/arrival.ts";
import { receiveQuickly } from "../inbox/receive_messages.ts";
import { isUnreachable } from "../store/unreachable.ts";
import { loggable } from "../telemetry/loggable.ts";
import { naturalBatch } from "./batch.ts";
import type { HttpContext } from "./context.ts";
import { observedBatch } from "./observed_batch.ts";

const log = getLogger(["relevo", "twilio"]);

/** Commits what has arrived; `null` when too much waits already. */
export type TakeIn = (arrival: Arrival) => Promise<void> | null;

/** Takes in what customers write, together with what else has arrived meanwhile. */
export function takingIn(
  { arrivals: connection, bell, now, noteArrived }: Pick<
    HttpContext,
    "arrivals" | "bell" | "now" | "noteArrived"
  >,
): TakeIn {
  const inbound = naturalBatch<Arrival>(
    observedBatch(async (arrivals) => {
      await receiveQuickly(connection, arrivals, now());
      noteArrived(arrivals.length);
      log.debug("Committed", () => ({ messages: arrivals.map(idOf) }));
      bell.ring(
        "changes",
        ...(arrivals.some(hasMedia) ? ["fetch_media" as const] : []),
      );
    }),
    { atOnce: 200, mostWaiting: 5000 },
  );
  return (arrival) => {
    log.debug("Received", () => ({
      message: idOf(arrival),
      sid: arrival.message?.providerSid ?? null,
    }));
    return keepingUnreadable(
      inbound.add(arrival),
      arrival,
      (kept) => inbound.add(kept),
    );
  };
}

/** A message that the database refuses, whatever that may be, is kept as it came, for a person to look at. */
function keepingUnreadable(
  done: Promise<void> | null,
  arrival: Arrival,
  keep: TakeIn,
): Promise<void> | null {
  return done && done.catch(async (error) => {
    if (isUnreachable(error) || !arrival.message) throw error;
    log.error("Cannot take a message in; it is kept", {
      sid: arrival.message.providerSid,
      error: loggable(error),
    });
    const kept = keep({
      ...arrival,
      entry: { ...arrival.entry, state: "unreadable" },
      message: null,
    });
    if (!kept) throw error;
    await kept;
  });
}

/** The id by which it is followed from here to the site; `null` for what is no message. */
function idOf({ message }: Arrival): string | null {
  return message?.id ?? null;
}

function hasMedia({ message }: Arrival): boolean {
  return message !== null && message.media.length > 0;
}
