/** A chosen file on its way out. */
export interface QueuedFile {
  name: string;
  type: string;
  size: number; // bytes
}

/**
 * A reply that the companion hasn't confirmed. `waiting`: to be sent; `uploading`, `sending`: on
 * its way; `accepted`: committed there, not yet in the thread here; `refused`: turned down.
 */
export interface QueuedReply {
  /** Its name everywhere: the same one twice is sent once. */
  id: string;
  conversationId: string;
  body: string;
  file: QueuedFile | null;
  /** The page's own address of a picture, to show it before it has left. */
  preview: string | null;
  /** Where the companion keeps the uploaded file. */
  mediaUrl: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  state: "waiting" | "uploading" | "sending" | "accepted" | "refused";
  /** Of the upload, 0 to 1. */
  progress: number;
  /** Why it was refused, in words. */
  sentence: string | null;
}

export type SendingQueue = readonly QueuedReply[];

/** The reply to send next in a conversation: its oldest, so that order is kept; `null` when none waits. */
export function nextToSend(
  queue: SendingQueue,
  conversationId: string,
): QueuedReply | null {
  const open = queue.filter((reply) =>
    reply.conversationId === conversationId &&
    reply.state !== "refused" && reply.state !== "accepted"
  );
  return open[0] ?? null;
}

/** The conversations that have something to send. */
export function waitingConversations(queue: SendingQueue): string[] {
  const ids = queue.filter((reply) => reply.state === "waiting").map((reply) =>
    reply.conversationId
  );
  return [...new Set(ids)];
}

/** Changes one reply. */
export function changeReply(
  queue: SendingQueue,
  id: string,
  change: Partial<QueuedReply>,
): SendingQueue {
  return queue.map((reply) =>
    reply.id === id ? { ...reply, ...change } : reply
  );
}

/** Takes a reply out: it is in the thread now, or was discarded. */
export function dropReply(queue: SendingQueue, id: string): SendingQueue {
  return queue.filter((reply) => reply.id !== id);
}

/** Without the replies of a conversation that is no more. */
export function dropConversation(
  queue: SendingQueue,
  conversationId: string,
): SendingQueue {
  const rest = queue.filter((reply) => reply.conversationId !== conversationId);
  return rest.length === queue.length ? queue : rest;
}

/** Without the accepted replies that the thread shows by now. */
export function dropShown(
  queue: SendingQueue,
  conversationId: string,
  shown: ReadonlySet<string>,
): SendingQueue {
  const rest = queue.filter((reply) =>
    reply.conversationId !== conversationId || !shown.has(reply.id)
  );
  return rest.length === queue.length ? queue : rest;
}

/** What survives a reload: everything but files whose content only this page has. */
export function toKeep(queue: SendingQueue): QueuedReply[] {
  return queue
    .filter((reply) => !reply.file || reply.mediaUrl !== null)
    .map((reply) => ({ ...reply, preview: null }));
}

/** A kept queue as it goes on: what was under way starts again, by the same id. */
export function fromKept(kept: readonly QueuedReply[]): QueuedReply[] {
  return kept.map((reply) =>
    reply.state === "refused" ? reply : { ...reply, state: "waiting" }
  );
}
