import type { DeliveryStatus } from "../../shared/delivery.ts";
import { isServiceWindowOpen } from "../../shared/service_window.ts";
import { recordStatus } from "../inbox/record_status.ts";
import {
  createMessage,
  listMessages,
  type OutgoingMessage,
  type TwilioAccount,
} from "../providers/twilio/client.ts";
import { ProviderError } from "../providers/provider_error.ts";
import { type Claim, isClaimAlive } from "../store/claims.ts";
import {
  type Conversation,
  lockConversations,
  readConversation,
} from "../store/conversations.ts";
import { type Line, readLines, setLineState } from "../store/lines.ts";
import type { TaskPayloads } from "../store/lanes.ts";
import { readMediaOf } from "../store/media.ts";
import {
  type Message,
  readIdsOfSent,
  readMessage,
  setAttempted,
  setUnattempted,
} from "../store/messages.ts";
import type { Sql, Tx } from "../store/sql.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

/** What sending needs to know. */
export interface SendingContext {
  sql: Sql;
  /** `null` when the line has no credentials. */
  accountOf(line: Line): TwilioAccount | null;
  /** Where Twilio reports, with our id of the message. */
  statusCallback(messageId: string): string;
  /** Where Twilio fetches a file; good for as long as it may queue. */
  mediaAddress(mediaId: string): string;
  now(): Date;
}

/** How long an answer that was lost is looked for. */
const SETTLE_MS = 2 * 60 * 1000;
const LOOK_AGAIN_MS = 5000;
/** Twilio's dates have no parts of a second, and its clock is not ours. */
const CLOCK_SLACK_MS = 30_000;

const WINDOW_CLOSED = 63016;

/** A reply on its way: what was written, to whom, by which line. */
interface Dispatch {
  message: Message;
  conversation: Conversation;
  line: Line;
  account: TwilioAccount;
}

/**
 * Hands a reply to Twilio, at most once. That it begins is committed before the call, so an
 * attempt that was cut short is recognised and settled: looked for, never sent again.
 */
export function sendMessage(context: SendingContext): TaskHandler {
  return {
    kind: "send_message",
    runs: 8,
    lanes: 1,
    leadsTo: ["changes", "publish_change"],
    run: (claims) =>
      Promise.all(claims.map((claim) => sendOne(context, claim))),
  };
}

async function sendOne(
  context: SendingContext,
  claim: Claim,
): Promise<Outcome> {
  const { sql } = context;
  const { messageId } = claim.payload as TaskPayloads["send_message"];
  const message = await readMessage(sql, messageId);
  if (!message || message.status !== "pending" || message.providerSid) {
    return { is: "done" };
  }
  const conversation = (await readConversation(sql, message.conversationId))!;
  const line = (await readLines(sql)).find(({ id }) => id === message.lineId)!;
  const account = context.accountOf(line);
  if (!account) return { is: "retry", because: "The line has no credentials" };
  const dispatch = { message, conversation, line, account };
  if (message.attemptedAt) return await settle(context, dispatch);
  if (!isServiceWindowOpen(conversation.lastInboundAt, context.now())) {
    await record(context, message, {
      status: "failed",
      sid: null,
      errorCode: WINDOW_CLOSED,
    });
    return { is: "done" };
  }
  return await hand(context, claim, dispatch);
}

async function hand(
  context: SendingContext,
  claim: Claim,
  dispatch: Dispatch,
): Promise<Outcome> {
  const { message, line, account } = dispatch;
  const outgoing = await toOutgoing(context, dispatch);
  const attemptedAt = context.now();
  const isOurs = await context.sql.begin(async (tx) => {
    if (!await isClaimAlive(tx, claim)) return false;
    await setAttempted(tx, message.id, attemptedAt);
    return true;
  });
  if (!isOurs) return { is: "retry", because: "Another worker has the lane" };
  try {
    const { sid, status } = await createMessage(account, outgoing);
    await setLineState(context.sql, line.id, null);
    await record(context, message, { status, sid, errorCode: null });
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
  if (error.failure === "ambiguous") {
    return { is: "retry", because: error.message, afterMs: LOOK_AGAIN_MS / 10 };
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
    if (isNews) {
      await record(context, message, {
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

/** Looks for an attempt whose answer was lost: in Twilio's list, among the messages that no other of ours is. */
async function settle(
  context: SendingContext,
  { message, conversation, line, account }: Dispatch,
): Promise<Outcome> {
  const since = new Date(message.attemptedAt!.getTime() - CLOCK_SLACK_MS);
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
    await record(context, message, {
      status: status ?? "queued",
      sid,
      errorCode,
    });
    return { is: "done" };
  }
  const isOver =
    context.now().getTime() - message.attemptedAt!.getTime() >= SETTLE_MS;
  if (!isOver) {
    return {
      is: "retry",
      because: "Twilio's answer was lost; looking for the message",
      afterMs: LOOK_AGAIN_MS,
    };
  }
  await record(context, message, {
    status: "unknown",
    sid: null,
    errorCode: null,
  });
  return { is: "done" };
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
    mediaUrl: media ? media.sourceUrl ?? context.mediaAddress(media.id) : null,
    statusCallback: context.statusCallback(message.id),
  };
}

async function record(
  context: SendingContext,
  message: Message,
  what: {
    status: DeliveryStatus;
    sid: string | null;
    errorCode: number | null;
  },
): Promise<void> {
  await recordStatus(context.sql, {
    lineId: message.lineId,
    messageId: message.id,
    providerSid: what.sid,
    status: what.status,
    errorCode: what.errorCode,
  }, context.now());
}
