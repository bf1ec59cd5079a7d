import { invalid, notFound } from "./api_error.ts";
import type { Item } from "./items.ts";
import { readItems } from "./read_items.ts";
import type { CreateResponse } from "./response_schema.ts";
import type { Sandbox, StoredConversation } from "./state.ts";
import { requirePairs } from "./tool_pairs.ts";

/** What a response is written from. */
export interface Context {
  /** All of it, oldest first. */
  items: Item[];
  /** What this request added. */
  fresh: Item[];
  conversation: StoredConversation | null;
  /** How many items another response was written from before. */
  repeated: number;
}

type ContextRequest = Pick<
  CreateResponse,
  "conversation" | "previous_response_id" | "input"
>;

/**
 * Puts together what went before and what is new.
 * @throws {ApiError} when there is no such past, or it is in use, or calls and outputs do not pair
 */
export function gatherContext(
  sandbox: Sandbox,
  request: ContextRequest,
): Context {
  const { previous_response_id: previousId } = request;
  const conversationId = typeof request.conversation === "string"
    ? request.conversation
    : request.conversation?.id;
  if (conversationId && previousId && sandbox.holds("one_history")) {
    throw invalid(
      null,
      "Mutually exclusive parameters. Ensure you are only providing one of: 'previous_response_id' or 'conversation'.",
      "mutually_exclusive_parameters",
    );
  }
  const conversation = conversationId
    ? findConversation(sandbox, conversationId, "conversation")
    : null;
  const past = conversation
    ? sandbox.holds("conversation_context") ? conversation.items : []
    : previousId
    ? pastOf(sandbox, previousId)
    : [];
  const fresh = readItems(sandbox, request.input, "input");
  const items = [...past, ...fresh];
  requirePairs(sandbox, items);
  return { items, fresh, conversation, repeated: past.length };
}

/** Refuses what cannot be an identifier of that kind. */
export function requirePrefix(
  { holds }: Sandbox,
  { param, id, prefix }: { param: string; id: string; prefix: string },
): void {
  if (id.startsWith(prefix) || !holds("id_prefix")) return;
  throw invalid(
    param,
    `Invalid '${param}': '${id}'. Expected an ID that begins with '${prefix}'.`,
    "invalid_value",
  );
}

/** @throws {ApiError} 404 */
export function findConversation(
  sandbox: Sandbox,
  id: string,
  param: string,
): StoredConversation {
  requirePrefix(sandbox, { param, id, prefix: "conv" });
  const found = sandbox.conversations.get(id);
  if (found) return found;
  if (sandbox.holds("conversation_exists")) {
    throw notFound("Conversation", id);
  }
  const conversation = {
    id,
    object: "conversation" as const,
    created_at: 0,
    metadata: {},
  };
  return { conversation, items: [] };
}

/**
 * A conversation takes one response at a time.
 * Source: github.com/paulgmiller/careme/issues/379
 * @throws {ApiError} when another one is being written
 */
export function requireFree(sandbox: Sandbox, { conversation }: Context): void {
  if (!conversation || !sandbox.holds("conversation_lock")) return;
  if (!sandbox.busy.has(conversation.conversation.id)) return;
  throw invalid(
    "conversation",
    "Another process is currently operating on this conversation. Please retry in a few seconds.",
    "conversation_locked",
  );
}

/** Source: github.com/router-for-me/CLIProxyAPI/issues/2954 */
function pastOf(sandbox: Sandbox, id: string): Item[] {
  requirePrefix(sandbox, { param: "previous_response_id", id, prefix: "resp" });
  const found = sandbox.responses.get(id);
  if (!found && sandbox.holds("previous")) {
    throw invalid(
      "previous_response_id",
      `Previous response with id '${id}' not found.`,
      "previous_response_not_found",
    );
  }
  if (!found || !sandbox.holds("previous_context")) return [];
  const past = [...found.input, ...found.response.output as Item[]];
  if (sandbox.holds("instructions_stay") || !found.response.instructions) {
    return past;
  }
  const content = [{
    type: "input_text" as const,
    text: String(found.response.instructions),
  }];
  return [{
    id: "msg_instructions",
    type: "message",
    role: "developer",
    status: "completed",
    content,
  }, ...past];
}
