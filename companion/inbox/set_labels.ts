import { Refusal } from "../../shared/refusal.ts";
import {
  holdLabels,
  readLabelsOf,
  setLabelsOf,
} from "../store/conversation_labels.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { recordAct } from "./record_act.ts";

/**
 * Gives a conversation these labels and no other.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`; `invalid` when there is no such label
 */
export async function setLabels(
  sql: Sql,
  request: ActRequest & { labelIds: readonly number[] },
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    const wanted = await holdLabels(tx, request.labelIds);
    if (wanted.length !== new Set(request.labelIds).size) {
      throw new Refusal(
        "invalid",
        "Cannot label: there is no such label",
        "etiquetas",
      );
    }
    const before = await readLabelsOf(tx, conversation.id);
    const added = namesBeside(wanted, before);
    const removed = namesBeside(before, wanted);
    if (added.length === 0 && removed.length === 0) return;
    await setLabelsOf(tx, conversation.id, wanted.map(({ id }) => id));
    await recordAct(tx, {
      conversation,
      events: [{
        kind: "labelled",
        agentId: request.by.id,
        details: { added, removed },
      }],
      isForPages: true,
    }, now);
  });
}

interface Named {
  id: number;
  name: string;
}

function namesBeside(some: readonly Named[], others: readonly Named[]) {
  return some.filter(({ id }) => !others.some((other) => other.id === id))
    .map(({ name }) => name);
}
