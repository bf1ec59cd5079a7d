import { createHash } from "node:crypto";

/**
 * The id of a message that came without one: the same user, author, time, text and place among
 * equals always give the same. `place` is 0 for the first such message, so that two equal ones stay two.
 */
export function derivedMessageId(
  userId: string,
  message: { from: string; time: string; text: string },
  place: number,
): string {
  return `h-${
    digest([userId, message.from, message.time, message.text, place])
  }`;
}

/** The id under which a message is kept when another user's message has its own id already. */
export function scopedMessageId(userId: string, id: string): string {
  return `h-${digest([userId, id])}`;
}

/** The `_id` of a user's row: user ids may hold characters that an `_id` may not. */
export function rowId(userId: string): string {
  return `u-${digest([userId])}`;
}

/** A short fingerprint of any JSON value. */
export function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url")
    .slice(0, 32);
}
