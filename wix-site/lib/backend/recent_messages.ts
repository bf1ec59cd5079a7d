import type { KeptMessage } from "./kept_message.ts";

/** What `CHATBOT.mensajes` holds at most: an item of Wix Data ends at 500 KB, and is read whole. */
export const MAX_RECENT = 100;
export const MAX_RECENT_BYTES = 200 * 1024;

/**
 * The newest messages that a row keeps, oldest first. Nothing that either side brings is lost but
 * to age: what another writer put there meanwhile stays, and the same id is kept once.
 */
export function mergeRecent(
  there: readonly KeptMessage[],
  added: readonly KeptMessage[],
): KeptMessage[] {
  const byId = new Map<string, KeptMessage>();
  for (const message of [...there, ...added]) {
    if (!byId.has(message.id)) byId.set(message.id, message);
  }
  const inOrder = [...byId.values()].sort((a, b) => a.time - b.time);
  return newestThatFit(inOrder);
}

function newestThatFit(messages: readonly KeptMessage[]): KeptMessage[] {
  const newest = messages.slice(-MAX_RECENT);
  let bytes = 2; // The brackets; each message has a comma.
  let first = newest.length;
  while (first > 0) {
    bytes += byteLength(newest[first - 1]!.entry) + 1;
    if (bytes > MAX_RECENT_BYTES) break;
    first--;
  }
  return newest.slice(first);
}

/** The size of a value as JSON in UTF-8. */
export function byteLength(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value) ?? "").length;
}
