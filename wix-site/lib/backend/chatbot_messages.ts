import { asStoreError, isTooMuch, StoreError } from "./data_error.ts";
import type { KeptMessage } from "./kept_message.ts";
import { scopedMessageId } from "./message_id.ts";
import { eachOf, inPortions } from "./portions.ts";
import {
  bulkInsertItems,
  bulkRemoveItems,
  CHATBOT_MENSAJES,
  CONSISTENTLY,
  MAX_ITEMS,
  query,
  QUIETLY,
} from "./wix_data.ts";

/** A message as stored, or why it never can be. */
export interface AddedMessage {
  message: KeptMessage;
  refusal: StoreError | null;
}

/**
 * Stores messages, each as an item of its own with its id as `_id`: Wix Data itself turns down
 * a repeat. The answers come in the messages' order.
 * @throws {StoreError} when Wix Data is away; what was stored until then stays
 */
export async function addMessages(
  messages: readonly KeptMessage[],
): Promise<AddedMessage[]> {
  const portions = inPortions(messages, { count: MAX_ITEMS, sized: toItem });
  return (await eachOf(portions, addPortion)).flat();
}

/**
 * The messages as stored.
 * @throws {StoreError} the first refusal
 */
export function storedOf(added: readonly AddedMessage[]): KeptMessage[] {
  const refused = added.find(({ refusal }) => refusal !== null);
  if (refused) throw refused.refusal;
  return added.map(({ message }) => message);
}

/**
 * Removes messages by their ids. Those that are not there any more are no trouble.
 * @throws {StoreError}
 */
export async function removeMessages(ids: readonly string[]): Promise<void> {
  const portions = inPortions(ids, { count: MAX_ITEMS, sized: (id) => id });
  try {
    for (const part of portions) {
      await bulkRemoveItems(CHATBOT_MENSAJES, part, QUIETLY);
    }
  } catch (error) {
    throw asStoreError(error);
  }
}

async function addPortion(messages: KeptMessage[]): Promise<AddedMessage[]> {
  const { refused, repeated } = await insertPortion(messages);
  const strangers = await heldByOthers(
    repeated.filter((message) => message.named),
  );
  const renamed = new Map<KeptMessage, AddedMessage>();
  if (strangers.length) {
    const again = await addPortion(strangers.map(scoped));
    strangers.forEach((message, at) => renamed.set(message, again[at]!));
  }
  return messages.map((message) =>
    renamed.get(message) ??
      { message, refusal: refused.get(message) ?? null }
  );
}

interface BulkResult {
  insertedItemIds: string[];
  errors: { originalIndex?: number }[];
}

interface Inserted {
  refused: Map<KeptMessage, StoreError>;
  repeated: KeptMessage[];
}

async function insertPortion(messages: KeptMessage[]): Promise<Inserted> {
  try {
    const result = await bulkInsertItems(
      CHATBOT_MENSAJES,
      messages.map(toItem),
      QUIETLY,
    );
    return sorted(messages, result);
  } catch (error) {
    if (messages.length > 1 && isTooMuch(error)) {
      return await inHalves(messages);
    }
    const failure = asStoreError(error);
    if (failure.retryable) throw failure;
    if (messages.length > 1) return await inHalves(messages);
    return { refused: new Map([[messages[0]!, failure]]), repeated: [] };
  }
}

function sorted(
  messages: KeptMessage[],
  result: BulkResult,
): Inserted {
  const inserted = new Set(result.insertedItemIds);
  const refused = new Map<KeptMessage, StoreError>();
  for (const error of result.errors) {
    const failure = asStoreError(error);
    if (failure.retryable) throw failure;
    const message = messages[error.originalIndex ?? -1];
    if (!message) throw asStoreError(error);
    refused.set(message, failure);
  }
  const repeated = messages.filter((message) =>
    !inserted.has(message.id) && !refused.has(message)
  );
  return { refused, repeated };
}

async function inHalves(messages: KeptMessage[]): Promise<Inserted> {
  const half = Math.ceil(messages.length / 2);
  const first = await insertPortion(messages.slice(0, half));
  const second = await insertPortion(messages.slice(half));
  return {
    refused: new Map([...first.refused, ...second.refused]),
    repeated: [...first.repeated, ...second.repeated],
  };
}

/** Ids are the callers' own: one that another user's message has already is not a repeat. */
async function heldByOthers(messages: KeptMessage[]): Promise<KeptMessage[]> {
  if (messages.length === 0) return [];
  const ids = [...new Set(messages.map((message) => message.id))];
  const { items } = await query(CHATBOT_MENSAJES).hasSome("_id", ids)
    .fields("userId").limit(MAX_ITEMS).find(CONSISTENTLY);
  const owners = new Map(
    items.map((item) => [item._id, (item as { userId?: unknown }).userId]),
  );
  return messages.filter(({ id, userId }) =>
    owners.has(id) && owners.get(id) !== userId
  );
}

function scoped(message: KeptMessage): KeptMessage {
  const id = scopedMessageId(message.userId, message.id);
  return { ...message, id, entry: { ...message.entry, id }, named: false };
}

function toItem(message: KeptMessage): Record<string, unknown> {
  const { id, from: _from, mensaje: _mensaje, timestamp: _timestamp, ...rest } =
    message.entry;
  return {
    _id: id,
    userId: message.userId,
    from: message.from,
    mensaje: message.mensaje,
    timestamp: new Date(message.time),
    orden: message.orden,
    ...(Object.keys(rest).length ? { original: JSON.stringify(rest) } : {}),
  };
}
