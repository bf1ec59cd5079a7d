import { type Chat, isLost, noteTrouble, toast } from "./chat.ts";
import { CompanionError } from "./companion_error.ts";
import { refreshRow } from "./load_inbox.ts";
import { refreshThread, setThread } from "./load_thread.ts";
import {
  changeReply,
  dropReply,
  nextToSend,
  type QueuedReply,
  type SendingQueue,
  waitingConversations,
} from "./sending_queue.ts";
import { markSendingAgain } from "./thread_state.ts";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

/** Sends what agents write, one after the other in each conversation, for as long as it takes. */
export interface Sender {
  send(conversationId: string, body: string, files: readonly File[]): void;
  /** Tries a refused reply again. */
  retry(replyId: string): void;
  discard(replyId: string): void;
  /** Asks the companion to send a failed or lost message again. */
  sendAgain(conversationId: string, messageId: string): Promise<void>;
  /** The network may be back: tries at once. */
  hurry(): void;
  stop(): void;
  /** Whether files wait that a reload would lose. */
  hasUnsentFiles(): boolean;
}

/** Starts with what an earlier visit left in the queue. */
export function startSender(chat: Chat): Sender {
  const files = new Map<string, File>();
  const running = new Set<string>();
  const sleeping = new Set<() => void>();
  let stopped = false;

  function send(to: string, body: string, chosen: readonly File[]) {
    const replies = chosen.map((file) => newReply(to, "", file));
    replies.forEach((reply, at) => files.set(reply.id, chosen[at]!));
    if (body !== "") replies.push(newReply(to, body, null));
    setQueue((queue) => [...queue, ...replies]);
    setThread(chat, to, (thread) => ({ ...thread, newLine: null }));
    pump(to);
  }

  async function pump(id: string) {
    if (running.has(id)) return;
    running.add(id);
    let wait = FIRST_WAIT_MS;
    try {
      while (!stopped && chat.read().access === "in") {
        const reply = nextToSend(chat.read().queue, id);
        if (!reply) return;
        if (await sendOne(reply)) {
          wait = FIRST_WAIT_MS;
          continue;
        }
        await sleep(wait * (0.5 + Math.random() / 2));
        wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      }
    } finally {
      running.delete(id);
    }
  }

  /** `false`: try again later. */
  async function sendOne(reply: QueuedReply): Promise<boolean> {
    try {
      const mediaUrl = reply.file ? await placeFile(reply) : null;
      setReply(reply.id, { state: "sending", mediaUrl, sentence: null });
      const { conversationId: to, body: message, id } = reply;
      const answer = await chat.client.send({ to, message, mediaUrl, id });
      files.delete(reply.id);
      setReply(reply.id, { state: "accepted", id: answer.message_id });
      await showAccepted(to, answer.message_id);
      return true;
    } catch (error) {
      return giveBack(reply, error);
    }
  }

  async function placeFile(reply: QueuedReply): Promise<string> {
    if (reply.mediaUrl) return reply.mediaUrl;
    const file = files.get(reply.id)!;
    setReply(reply.id, { state: "uploading", progress: 0 });
    const answer = await chat.client.upload(file, (progress) => {
      setReply(reply.id, { progress });
    });
    return answer.media_url;
  }

  async function showAccepted(id: string, messageId: string) {
    await refreshThread(chat, id);
    const isHere = chat.read().threads.has(id);
    if (!isHere) setQueue((queue) => dropReply(queue, messageId));
  }

  function giveBack(reply: QueuedReply, error: unknown): boolean {
    const sentence = noteTrouble(chat, error);
    const isOver = chat.read().access !== "in";
    if (isOver || (error instanceof CompanionError && error.retryable)) {
      setReply(reply.id, { state: "waiting", sentence });
      return false;
    }
    setReply(reply.id, { state: "refused", sentence });
    // It may have gone to somebody else, or be one that this person may only read.
    if (isLost(error)) {
      refreshRow(chat, reply.conversationId).catch((cause) =>
        noteTrouble(chat, cause)
      );
    }
    return true;
  }

  function setReply(id: string, change: Partial<QueuedReply>) {
    setQueue((queue) => changeReply(queue, id, change));
  }

  function setQueue(change: (queue: SendingQueue) => SendingQueue) {
    chat.update((state) => ({ ...state, queue: change(state.queue) }));
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleeping.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      sleeping.add(wake);
    });
  }

  function hurry() {
    for (const wake of [...sleeping]) wake();
    for (const id of waitingConversations(chat.read().queue)) pump(id);
  }

  function newReply(to: string, body: string, file: File | null): QueuedReply {
    return {
      id: crypto.randomUUID(),
      conversationId: to,
      body,
      file: file && { name: file.name, type: file.type, size: file.size },
      preview: file?.type.startsWith("image/")
        ? URL.createObjectURL(file)
        : null,
      mediaUrl: null,
      createdAt: new Date(chat.now()).toISOString(),
      state: "waiting",
      progress: 0,
      sentence: null,
    };
  }

  hurry();

  return {
    send,
    hurry,
    retry(replyId) {
      const reply = chat.read().queue.find(({ id }) => id === replyId);
      setReply(replyId, { state: "waiting", sentence: null });
      if (reply) pump(reply.conversationId);
    },
    discard(replyId) {
      files.delete(replyId);
      setQueue((queue) => dropReply(queue, replyId));
    },
    async sendAgain(conversationId, messageId) {
      setThread(
        chat,
        conversationId,
        (thread) => markSendingAgain(thread, messageId),
      );
      try {
        await chat.client.sendAgain(messageId);
      } catch (error) {
        toast(chat, noteTrouble(chat, error));
      }
      await refreshThread(chat, conversationId);
    },
    stop() {
      stopped = true;
      hurry();
    },
    hasUnsentFiles: () => files.size > 0,
  };
}
