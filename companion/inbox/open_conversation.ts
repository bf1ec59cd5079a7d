import { isUuid } from "../../shared/reply_request.ts";
import { Refusal } from "../../shared/refusal.ts";
import { toAddress } from "../domain/address.ts";
import type { Agent } from "../store/agents.ts";
import {
  isVisibleTo,
  type ListedConversation,
  readByKey,
} from "../store/inbox_list.ts";
import type { Sql, Tx } from "../store/sql.ts";

/**
 * Finds the conversation that a key means (its id, or the customer's number in any spelling)
 * for somebody who may see it. A number that is known on several lines means the first line's
 * conversation, unless it has none and others share it.
 * @throws {Refusal} `not_found`; `not_assigned` when it is somebody else's; `conflict` when it could mean two
 */
export async function openConversation(
  sql: Sql | Tx,
  key: string,
  agent: Agent,
): Promise<ListedConversation> {
  const found = await find(sql, key);
  const onFirstLine = found.filter(({ isFirstLine }) => isFirstLine);
  const candidates = onFirstLine.length > 0 ? onFirstLine : found;
  const visible = candidates.filter((conversation) =>
    isVisibleTo(conversation, agent)
  );
  if (candidates.length === 0) {
    throw new Refusal("not_found", "Cannot open: no such conversation");
  }
  if (visible.length === 0) {
    throw new Refusal(
      "not_assigned",
      "Cannot open: somebody else has the conversation",
    );
  }
  if (visible.length > 1) {
    throw new Refusal(
      "conflict",
      "Cannot open: the number has conversations on several lines",
    );
  }
  return visible[0]!;
}

async function find(sql: Sql | Tx, key: string): Promise<ListedConversation[]> {
  if (isUuid(key)) return await readByKey(sql, { id: key.toLowerCase() });
  const address = toAddress(key);
  return address ? await readByKey(sql, { address: address.key }) : [];
}
