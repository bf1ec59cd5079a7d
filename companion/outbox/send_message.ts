import { getLogger } from "@logtape/logtape";
import { isServiceWindowOpen } from "../../shared/service_window.ts";
import {
  createMessage,
  type OutgoingMessage,
} from "../providers/twilio/client.ts";
import { ProviderError } from "../providers/provider_error.ts";
import { type Claim, isClaimAlive } from "../store/claims.ts";
import { lockConversations, readConversation } from "../store/conversations.ts";
import { readLines, setLineState } from "../store/lines.ts";
import type { TaskPayloads } from "../store/lanes.ts";
import { closeRate, settleTurn, type Turn } from "../store/rates.ts";
import { readMediaOf } from "../store/media.ts";
import {
  type Message,
  readMessage,
  setAttempted,
  setUnattempted,
} from "../store/messages.ts";
import type { Tx } from "../store/sql.ts";
import { spanned } from "../telemetry/spans.ts";
import { lineRate } from "./quotas.ts";
import {
  type Dispatch,
  recordSending,
  type SendingContext,
} from "./sending.ts";
import { takeSendingTurn } from "./sending_turn.ts";
import { settleSending } from "./settle_sending.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

const log = getLogger(["relevo", "sending"]);

/** A report with our id mostly comes within that time, and then nothing has to be looked for. */
const LOOK_SOON_MS = 500;
const WINDOW_CLOSED = 63016;
/** When a line's turns are all taken, nothing is looked for until there are some again: it would only be given back. */
const HOLD_MS = 50;

/**
 * Hands a reply to Twilio, at most once. That it begins is committed before the call, so an
 * attempt that was cut short is recognised and settled: looked for, never sent again.
 */
export function sendMessage(context: SendingContext): TaskHandler {
  let holdsUntil = 0;
  const hold = () => void (holdsUntil = performance.now() + HOLD_MS);
  return {
    kind: "send_message",
    runs: 8,
    lanes: 1,
    leadsTo: ["changes", "publish_change"],
    opensInMs: () => Math.max(0, holdsUntil - performance.now()),
    run: (claims) =>
      Promise.all(
        claims.map((claim) =>
          spanned("send", () => sendOne(context, claim, { hold }))
        ),
      ),
  };
}

async function sendOne(
  context: SendingContext,
  claim: Claim,
  { hold }: { hold(): void },
): Promise<Outcome> {
  const { sql } = context;
  const { messageId } = claim.payload as TaskPayloads["send_message"];
  const message = await readMessage(sql, messageId);
  if (!message || message.status !== "pending" || message.providerSid) {
    return { is: "done" };
  }
  const conversation = await readConversation(sql, message.conversationId);
  // Erased: what was not sent yet is not sent any more.
  if (!conversation) return { is: "done" };
  const line = (await readLines(sql)).find(({ id }) => id === message.lineId)!;
  const account = await context.accountOf(line);
  if (!account) return { is: "retry", because: "The line has no credentials" };
  const dispatch = { message, conversation, line, account };
  if (message.attemptedAt) return await settleSending(context, dispatch);
  const isTemplate = message.kind === "template";
  if (
    !isTemplate &&
    !isServiceWindowOpen(conversation.lastInboundAt, context.now())
  ) {
    await recordSending(context, message, {
      status: "failed",
      sid: null,
      errorCode: WINDOW_CLOSED,
    });
    return { is: "done" };
  }
  const outgoing = await toOutgoing(context, dispatch);
  const turn = await takeSendingTurn(sql, context.quotas, {
    line,
    conversationId: conversation.id,
  });
  if ("of" in turn) {
    if (turn.of === "line") hold();
    return { is: "wait", afterMs: turn.waitMs };
  }
  return await hand(context, claim, { dispatch, outgoing, turn });
}

async function hand(
  context: SendingContext,
  claim: Claim,
  { dispatch: { message, line, account }, outgoing, turn }: {
    dispatch: Dispatch;
    outgoing: OutgoingMessage;
    turn: Turn;
  },
): Promise<Outcome> {
  const { sql } = context;
  const attemptedAt = context.now();
  const isOurs = await sql.begin(async (tx) =>
    await isClaimAlive(tx, claim) &&
    await setAttempted(tx, message.id, attemptedAt)
  );
  if (!isOurs) return { is: "retry", because: "Another worker has the lane" };
  try {
    const { sid, status } = await createMessage(account, outgoing);
    log.debug("Handed to Twilio", () => ({
      message: message.id,
      conversation: message.conversationId,
      sid,
      status,
    }));
    await setLineState(sql, line.id, null);
    if (turn.wasRefused) {
      await settleTurn(sql, lineRate(context.quotas, line.id), 0);
    }
    await recordSending(context, message, { status, sid, errorCode: null });
    return { is: "done" };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const attempt = { message: { ...message, attemptedAt }, line };
    return await failed(context, claim, { ...attempt, error });
  }
}

async function failed(
  context: SendingContext,
  claim: Claim,
  { message, line, error }: Pick<Dispatch, "message" | "line"> & {
    error: ProviderError;
  },
): Promise<Outcome> {
  if (error.isTooOften) {
    await closeRate(context.sql, lineRate(context.quotas, line.id));
  }
  if (error.failure === "ambiguous") {
    return { is: "retry", because: error.message, afterMs: LOOK_SOON_MS };
  }
  const isForGood = error.failure === "rejected" ||
    (error.mostRetries !== null && claim.attempts >= error.mostRetries);
  const isNews = await context.sql.begin(async (tx) => {
    if (await isOvertaken(tx, message)) return false;
    if (!isForGood) await setUnattempted(tx, message.id);
    return true;
  });
  if (isForGood) {
    const { code: errorCode } = error;
    log.info("A reply is refused", {
      message: message.id,
      conversation: message.conversationId,
      code: errorCode,
    });
    if (isNews) {
      await recordSending(context, message, {
        status: "failed",
        sid: null,
        errorCode,
      });
    }
    return { is: "done" };
  }
  if (error.failure === "account") {
    await setLineState(context.sql, line.id, error.message);
  }
  return {
    is: "retry",
    because: error.message,
    ...(error.retryAfterMs ? { afterMs: error.retryAfterMs } : {}),
  };
}

/**
 * Whether a report, a person or another worker has overtaken this try meanwhile: what we learnt
 * of it, late, after a freeze, says nothing of how the message fares now.
 */
async function isOvertaken(tx: Tx, tried: Message): Promise<boolean> {
  await lockConversations(tx, [tried.conversationId]);
  const message = await readMessage(tx, tried.id);
  return message?.status !== "pending" || message.providerSid !== null ||
    message.attemptedAt?.getTime() !== tried.attemptedAt?.getTime();
}

async function toOutgoing(
  context: SendingContext,
  { message, conversation, line }: Dispatch,
): Promise<OutgoingMessage> {
  const [media] = message.mediaCount > 0
    ? await readMediaOf(context.sql, [message.id])
    : [];
  return {
    from: line.number,
    to: conversation.address,
    body: message.body,
    template: message.details?.template ?? null,
    mediaUrl: media ? media.sourceUrl ?? context.mediaAddress(media.id) : null,
    statusCallback: context.statusCallback(message.id),
  };
}
