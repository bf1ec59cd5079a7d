import { spellingsOf } from "../domain/address.ts";
import { type KnownAddress, removeAddressesOf } from "../store/addresses.ts";
import { readAgents } from "../store/agents.ts";
import { type Actor, addToAudit } from "../store/audit_trail.ts";
import { addChanges } from "../store/changes.ts";
import { removeActs } from "../store/conversation_events.ts";
import {
  type Conversation,
  lockConversations,
  removeConversations,
} from "../store/conversations.ts";
import { addErasure } from "../store/erasures.ts";
import { removeTexts } from "../store/holdings.ts";
import { addTasks, type ForgottenConversation } from "../store/lanes.ts";
import { readLines } from "../store/lines.ts";
import type { Tx } from "../store/sql.ts";

/** Who wants conversations erased, and how far. */
export interface ErasureOrder {
  /** Of the receipt. */
  id: string;
  by: Actor;
  /** The provider's copy too. */
  isAtProvider: boolean;
}

/**
 * Makes conversations be no more, at once: nobody finds, sees or changes them from here on, and what
 * their customers write next begins new ones. All that they leave, here and elsewhere, is promised to
 * be erased. Answers which of them there were.
 */
export async function forgetConversations(
  tx: Tx,
  ids: readonly string[],
  order: ErasureOrder,
  now: Date,
): Promise<string[]> {
  const addresses = await removeAddressesOf(tx, ids);
  const conversations = await lockConversations(tx, ids);
  // A customer's further address may have been learnt while we waited.
  addresses.push(...await removeAddressesOf(tx, ids));
  if (conversations.length === 0) return [];
  const found = conversations.map(({ id }) => id);
  await removeConversations(tx, found);
  await removeTexts(tx, found);
  const events = await removeActs(tx, found);
  await addErasure(tx, {
    id: order.id,
    askedAt: now,
    askedBy: order.by.agentId,
    isAtProvider: order.isAtProvider,
    conversationIds: found,
    counts: {
      conversaciones: conversations.length,
      direcciones: addresses.length,
      ...(events > 0 ? { eventos: events } : {}),
    },
  });
  await promise(tx, conversations, { addresses, order, now });
  await tell(tx, conversations, now);
  await addToAudit(
    tx,
    conversations.map(({ id, lineId }) => ({
      act: "erased",
      by: order.by,
      lineId,
      conversationId: id,
      details: { receipt: order.id, at_provider: order.isAtProvider },
    })),
    now,
  );
  return found;
}

/** Promises to erase what is left of them: here, in the site, and with the bot. */
async function promise(
  tx: Tx,
  conversations: readonly Conversation[],
  { addresses, order, now }: {
    addresses: readonly KnownAddress[];
    order: ErasureOrder;
    now: Date;
  },
): Promise<void> {
  const [firstLine] = await readLines(tx);
  const tasks = conversations.map((conversation) => {
    const isFirstLine = conversation.lineId === firstLine?.id;
    const keys = addresses.filter(({ conversationId }) =>
      conversationId === conversation.id
    ).map(({ key }) => key);
    const payload = {
      ...toForgotten(conversation, { keys, isFirstLine, now }),
      erasureId: order.id,
      isAtProvider: order.isAtProvider,
    };
    return { conversationId: conversation.id, payload };
  });
  const threads = conversations.flatMap(({ id, threadId }) =>
    threadId
      ? [{ conversationId: id, payload: { erasureId: order.id, threadId } }]
      : []
  );
  await addTasks(tx, "erase_conversation", tasks);
  await addTasks(tx, "erase_site", tasks);
  await addTasks(tx, "erase_thread", threads);
}

function toForgotten(
  { id, lineId, agentId, version, number, address, lastMessageAt }:
    Conversation,
  { keys, isFirstLine, now }: {
    keys: readonly string[];
    isFirstLine: boolean;
    now: Date;
  },
): Omit<ForgottenConversation, "erasureId" | "isAtProvider"> {
  const spellings = new Set([...keys.flatMap(spellingsOf), address]);
  const numbers = [...spellings, number ?? ""].filter((text) =>
    /^\d+$/.test(text)
  );
  return {
    conversationId: id,
    lineId,
    agentId,
    version: version + 1,
    until: new Date(Math.max(now.getTime(), lastMessageAt.getTime()))
      .toISOString(),
    spellings: [...spellings].map((text) => text.toUpperCase()),
    userIds: [id, ...isFirstLine ? new Set(numbers) : []],
  };
}

/** Tells who had them, and every supervisor, that there is nothing any more. */
async function tell(
  tx: Tx,
  conversations: readonly Conversation[],
  now: Date,
): Promise<void> {
  const supervisors = (await readAgents(tx)).filter(({ role }) =>
    role === "supervisor"
  );
  const changes = conversations.flatMap(({ id, version, agentId }) => {
    const told = [agentId, ...supervisors.map((agent) => agent.id)];
    return [...new Set(told)].filter((agent) => agent !== null).map((
      lostBy,
    ) => ({
      conversationId: id,
      version: version + 1,
      event: "conversation_update" as const,
      lostBy,
    }));
  });
  await addChanges(tx, changes, { now, isForPages: true });
}
