import { listMessages } from "../providers/twilio/client.ts";
import { ProviderError } from "../providers/provider_error.ts";
import { setLineState } from "../store/lines.ts";
import { readIdsOfSent } from "../store/messages.ts";
import {
  type Dispatch,
  recordSending,
  type SendingContext,
} from "./sending.ts";
import type { Outcome } from "./task_handler.ts";

const LOST_ANSWER_MS = 2 * 60 * 1000;
const LOOK_AGAIN_MS = 5000;
/** Twilio's dates have no parts of a second, and its clock is not ours. */
const CLOCK_SLACK_MS = 30_000;

/** Looks for an attempt whose answer was lost: in Twilio's list, among the messages that no other of ours is. */
export async function settleSending(
  context: SendingContext,
  { message, conversation, line, account }: Dispatch,
): Promise<Outcome> {
  const since = soughtSince(message.attemptedAt!, context.now());
  let candidates;
  try {
    const listed = await listMessages(account, {
      to: conversation.address,
      since,
    });
    candidates = listed.filter((entry) =>
      entry.direction.startsWith("outbound") && entry.from === line.number &&
      entry.createdAt >= since &&
      entry.body === message.body &&
      (entry.mediaCount > 0) === (message.mediaCount > 0)
    );
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.failure === "account") {
      await setLineState(context.sql, line.id, error.message);
    }
    return { is: "retry", because: error.message };
  }
  const taken = await readIdsOfSent(
    context.sql,
    line.id,
    candidates.map(({ sid }) => sid),
  );
  // The newest: nothing of this lane was sent after it, and an older one may be of a try that failed.
  const [found] = candidates.filter(({ sid }) => !taken.has(sid))
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  if (found) {
    const { sid, status, errorCode } = found;
    await recordSending(context, message, {
      status: status ?? "queued",
      sid,
      errorCode,
    });
    return { is: "done" };
  }
  const isOver = context.now().getTime() - message.attemptedAt!.getTime() >=
    (context.lostAnswerMs ?? LOST_ANSWER_MS);
  if (!isOver) {
    return {
      is: "retry",
      because: "Twilio's answer was lost; looking for the message",
      afterMs: LOOK_AGAIN_MS,
    };
  }
  await recordSending(context, message, {
    status: "unknown",
    sid: null,
    errorCode: null,
  });
  return { is: "done" };
}

/** From when on the attempt can be in Twilio's list. One that was made in the future: our clock was ahead, nobody knows how far. */
function soughtSince(attemptedAt: Date, now: Date): Date {
  const isAhead = attemptedAt > now;
  const earliest = isAhead ? now.getTime() - LOST_ANSWER_MS : +attemptedAt;
  return new Date(earliest - CLOCK_SLACK_MS);
}
