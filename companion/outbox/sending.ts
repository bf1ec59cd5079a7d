import type { DeliveryStatus } from "../../shared/delivery.ts";
import { recordStatus } from "../inbox/record_status.ts";
import type { TwilioAccount } from "../providers/twilio/client.ts";
import type { Conversation } from "../store/conversations.ts";
import type { Line } from "../store/lines.ts";
import type { Message } from "../store/messages.ts";
import type { Sql } from "../store/sql.ts";
import type { Quotas } from "./quotas.ts";

/** What sending needs to know. */
export interface SendingContext {
  sql: Sql;
  quotas: Quotas;
  /** `null` when the line has no credentials. */
  accountOf(line: Line): Promise<TwilioAccount | null>;
  /** Where Twilio reports, with our id of the message. */
  statusCallback(messageId: string): string;
  /** Where Twilio fetches a file; good for as long as it may queue. */
  mediaAddress(mediaId: string): string;
  /** How long an answer that was lost is looked for; two minutes, unless said otherwise. */
  lostAnswerMs?: number;
  now(): Date;
}

/** A reply on its way: what was written, to whom, by which line. */
export interface Dispatch {
  message: Message;
  conversation: Conversation;
  line: Line;
  account: TwilioAccount;
}

/** Commits what we learnt of a reply. */
export async function recordSending(
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
