/**
 * When a message counts as said: now, but always after the one before it in its conversation,
 * whatever the clock does meanwhile. So the order of times is the order of positions everywhere.
 */
export function momentOf(
  conversation: { messageCount: number; lastMessageAt: Date },
  now: Date,
): Date {
  if (conversation.messageCount === 0) return now;
  return new Date(
    Math.max(now.getTime(), conversation.lastMessageAt.getTime() + 1),
  );
}
