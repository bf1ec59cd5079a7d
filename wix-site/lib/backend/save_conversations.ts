import { randomUUID } from "node:crypto";
import type {
  ChatbotAnswer,
  ChatbotRecord,
} from "../../../shared/chatbot_record.ts";
import { addMessages, storedOf } from "./chatbot_messages.ts";
import { type ChatbotRow, findRowsOf } from "./chatbot_rows.ts";
import { asStoreError, StoreError } from "./data_error.ts";
import { eraseAgain } from "./erase_conversation.ts";
import { erasedAmong, isOfAnother } from "./erased_conversations.ts";
import { keepHistories } from "./keep_history.ts";
import { type KeptMessage, messagesOfRecord } from "./kept_message.ts";
import { eachOf } from "./portions.ts";
import { changeOf, newRow } from "./row_change.ts";
import { answerOf, saveRow } from "./save_conversation.ts";
import { type ChangedRow, writeRows } from "./write_rows.ts";

/** One record of a batch on its way. */
interface Job {
  record: ChatbotRecord;
  added: KeptMessage[];
}

/**
 * Stores many records with one call for all messages and one each for new and for changed rows.
 * What such a call turns down, and further records of the same user, are stored one by one.
 * The answers come in the records' order.
 * @throws {StoreError} when Wix Data is away; all of it may be asked again
 */
export async function saveConversations(
  records: readonly ChatbotRecord[],
): Promise<(ChatbotAnswer | StoreError)[]> {
  const [jobs, rows] = await Promise.all([
    storeMessages(records),
    findRowsOf([...new Set(records.map(({ userId }) => userId))]),
  ]);
  const stored = jobs.filter((job): job is Job => !(job instanceof StoreError));
  const done = await writeTogether(firstOfEachUser(stored), rows);
  const answers = new Map<Job, ChatbotAnswer | StoreError>();
  for (const [job, until] of await erasedOf([...done.keys()], rows)) {
    answers.set(job, await eraseAgain(job.record, until));
    done.delete(job);
  }
  await eachOf(byUser(stored), async (ofUser) => {
    let row = rows.get(ofUser[0]!.record.userId) ?? null;
    for (const job of ofUser) {
      if (answers.has(job)) continue;
      const together = done.get(job);
      answers.set(
        job,
        together ? answerOf(together) : await saveAlone(job, row),
      );
      row = together ?? row;
    }
  });
  return jobs.map((job) => job instanceof StoreError ? job : answers.get(job)!);
}

async function storeMessages(
  records: readonly ChatbotRecord[],
): Promise<(Job | StoreError)[]> {
  const ofRecord = records.map(messagesOfRecord);
  const added = await addMessages(ofRecord.flat());
  let from = 0;
  return records.map((record, at) => {
    const own = added.slice(from, from += ofRecord[at]!.length);
    try {
      return { record, added: storedOf(own) };
    } catch (error) {
      return asStoreError(error);
    }
  });
}

/** The rows that are now as their jobs want them. */
async function writeTogether(
  jobs: readonly Job[],
  rows: ReadonlyMap<string, ChatbotRow>,
): Promise<Map<Job, ChatbotRow>> {
  const found = jobs.flatMap(({ record }) => rows.get(record.userId) ?? []);
  const kept = await keepHistories(found);
  const histories = new Map(found.map((row, at) => [row, kept[at]!]));
  const wanted = new Map<Job, ChatbotRow>();
  const inserts: ChatbotRow[] = [];
  const updates: ChangedRow[] = [];
  const unchanged: string[] = [];
  for (const job of jobs) {
    const { record, added } = job;
    const row = rows.get(record.userId);
    const token = randomUUID();
    if (!row) {
      const made = newRow(record, added, token);
      inserts.push(made);
      wanted.set(job, made);
      continue;
    }
    const { there, refusal } = histories.get(row)!;
    if (refusal || isOfAnother(row, record)) continue;
    const change = changeOf(row, { record, there, added, token });
    if (change) updates.push({ row, change });
    else unchanged.push(record.userId);
    wanted.set(job, { ...row, ...change });
  }
  const written = await writeRows(inserts, updates);
  // A row may have been erased since it was read, and its messages have come back: then it is done alone.
  const still = await findRowsOf(unchanged);
  return new Map(
    [...wanted].filter(([{ record: { userId } }]) =>
      written.has(userId) || still.has(userId)
    ),
  );
}

/** Those for whom a row was made although their conversation was erased. Looked for after the insert. */
async function erasedOf(
  done: readonly Job[],
  before: ReadonlyMap<string, ChatbotRow>,
): Promise<Map<Job, Date>> {
  const made = done.filter(({ record }) => !before.has(record.userId));
  const erased = await erasedAmong(
    made.flatMap(({ record }) => record.conversationId ?? []),
  );
  return new Map(made.flatMap((job) => {
    const until = erased.get(job.record.conversationId ?? "");
    return until ? [[job, until] as const] : [];
  }));
}

async function saveAlone(
  { record, added }: Job,
  row: ChatbotRow | null,
): Promise<ChatbotAnswer | StoreError> {
  try {
    return await saveRow(record, added, row);
  } catch (error) {
    return asStoreError(error);
  }
}

function firstOfEachUser(jobs: readonly Job[]): Job[] {
  return byUser(jobs).map((ofUser) => ofUser[0]!);
}

function byUser(jobs: readonly Job[]): Job[][] {
  const users = new Map<string, Job[]>();
  for (const job of jobs) {
    const ofUser = users.get(job.record.userId);
    if (ofUser) ofUser.push(job);
    else users.set(job.record.userId, [job]);
  }
  return [...users.values()];
}
