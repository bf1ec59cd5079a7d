import type { DeliveryStatus } from "../../shared/delivery.ts";
import {
  type Conversation,
  lockConversations,
  setConversations,
} from "../store/conversations.ts";
import {
  addToJournal,
  type JournalEntry,
  setJournalState,
} from "../store/journal.ts";
import {
  type Message,
  moveStatus,
  readMessage,
  readSent,
} from "../store/messages.ts";
import type { Sql, Tx } from "../store/sql.ts";
import { leaveOutErased } from "./leave_out_erased.ts";
import { conversationChanged } from "./conversation_changed.ts";

/** What is known of how a message of ours fares. */
export interface StatusReport {
  lineId: number;
  /** Ours, when the report carries it. */
  messageId: string | null;
  providerSid: string | null;
  /** `null` for a word that we don't know: kept in the journal, and changes nothing. */
  status: DeliveryStatus | null;
  errorCode: number | null;
}

/** Commits the provider's report. One that came before, or comes too late, changes nothing. */
export async function recordReport(
  sql: Sql,
  report: StatusReport,
  entry: JournalEntry,
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await addToJournal(tx, [entry], now);
    if (count === 0) return;
    if (report.status && await applyStatus(tx, report, now)) return;
    const erased = await leaveOutErased(tx, [entry], report.messageId);
    if (erased.length > 0 || !report.status) return;
    await setJournalState(tx, { ...entry, state: "unmatched" });
  });
}

/** Commits what we learnt ourselves of a message of ours. */
export async function recordStatus(
  sql: Sql,
  report: StatusReport,
  now: Date,
): Promise<void> {
  await sql.begin((tx) => applyStatus(tx, report, now));
}

/** `false` when the report is of no message of ours. */
async function applyStatus(
  tx: Tx,
  report: StatusReport,
  now: Date,
): Promise<boolean> {
  const message = await findMessage(tx, report);
  if (!message || !report.status) return message !== null;
  const [conversation] = await lockConversations(tx, [message.conversationId]);
  const to = {
    status: report.status,
    providerSid: report.providerSid,
    errorCode: report.errorCode,
  };
  // Of a conversation that is being erased the provider's name is learnt all the same, to be erased too.
  const isNews = await moveStatus(tx, message.id, to);
  if (conversation && isNews) {
    await tell(tx, conversation, { ...message, ...to }, now);
  }
  return true;
}

async function tell(
  tx: Tx,
  conversation: Conversation,
  message: Message,
  now: Date,
): Promise<void> {
  const version = conversation.version + 1;
  const isLast = message.position === conversation.messageCount;
  await setConversations(tx, [{
    ...conversation,
    version,
    lastStatus: isLast ? message.status : conversation.lastStatus,
  }]);
  const { id: messageId, status } = message;
  await conversationChanged(
    tx,
    [{
      conversationId: conversation.id,
      version,
      event: "message_status",
      messageId,
      status,
    }],
    now,
  );
}

/** Our own id decides where it comes along; the provider's only within its line. */
async function findMessage(
  tx: Tx,
  { lineId, messageId, providerSid }: StatusReport,
): Promise<Message | null> {
  const named = messageId ? await readMessage(tx, messageId) : null;
  const message = named ??
    (providerSid ? await readSent(tx, lineId, providerSid) : null);
  if (
    !message || message.lineId !== lineId || message.direction !== "outbound"
  ) return null;
  // A retried reply has a new provider id: reports of an earlier try no longer speak of it.
  if (providerSid && message.retiredSids.includes(providerSid)) return null;
  if (
    message.providerSid && providerSid && message.providerSid !== providerSid
  ) return null;
  return message;
}
