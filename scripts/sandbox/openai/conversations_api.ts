import { Hono } from "hono";
import { z } from "zod";
import { invalid, notFound } from "./api_error.ts";
import { findConversation } from "./context.ts";
import { newId, nowInSeconds } from "./ids.ts";
import type { Item } from "./items.ts";
import { checkMetadata, METADATA } from "./metadata.ts";
import { list, toPage } from "./paging.ts";
import { checkBody } from "./parameters.ts";
import { readItems } from "./read_items.ts";
import { readJson } from "./read_json.ts";
import type { Sandbox } from "./state.ts";

const ITEMS = z.array(z.looseObject({}));
const CREATE = z.strictObject({ items: ITEMS.nullish(), metadata: METADATA });
const UPDATE = z.strictObject({
  metadata: z.record(z.string(), z.string()).nullable(),
});
const ADD = z.strictObject({ items: ITEMS });
const MOST_AT_A_TIME = 20;

/**
 * Conversations and their items. Deleting a conversation leaves responses as they are.
 * Source: openai/resources/conversations
 */
export function conversationsApi(sandbox: Sandbox): Hono {
  const find = (id: string) => findConversation(sandbox, id, "conversation_id");
  return new Hono()
    .post("/", async (c) => {
      const body = await readJson(c);
      checkBody(sandbox, CREATE, body);
      const { items: given, metadata } = body as z.infer<typeof CREATE>;
      checkMetadata(sandbox, metadata);
      const items = readFew(sandbox, given ?? []);
      const conversation = {
        id: newId("conv"),
        object: "conversation" as const,
        created_at: nowInSeconds(),
        metadata: metadata ?? {},
      };
      sandbox.conversations.set(conversation.id, { conversation, items });
      sandbox.changed();
      return c.json(conversation);
    })
    .get("/:id", (c) => c.json(find(c.req.param("id")).conversation))
    .post("/:id", async (c) => {
      const { conversation } = find(c.req.param("id"));
      const body = await readJson(c);
      checkBody(sandbox, UPDATE, body);
      const { metadata } = body as z.infer<typeof UPDATE>;
      checkMetadata(sandbox, metadata);
      conversation.metadata = metadata ?? {};
      sandbox.changed();
      return c.json(conversation);
    })
    .delete("/:id", (c) => {
      const { conversation: { id } } = find(c.req.param("id"));
      sandbox.conversations.delete(id);
      sandbox.changed();
      return c.json({ id, object: "conversation.deleted", deleted: true });
    })
    .get("/:id/items", (c) => {
      const { items } = find(c.req.param("id"));
      return c.json(toPage(sandbox, items, c.req.query()));
    })
    .post("/:id/items", async (c) => {
      const { items } = find(c.req.param("id"));
      const body = await readJson(c);
      checkBody(sandbox, ADD, body);
      const added = readFew(sandbox, (body as z.infer<typeof ADD>).items);
      items.push(...added);
      sandbox.changed();
      return c.json(list(added, false));
    })
    .get("/:id/items/:item", (c) => {
      const { items } = find(c.req.param("id"));
      return c.json(items[placeOf(items, c.req.param("item"))]);
    })
    .delete("/:id/items/:item", (c) => {
      const { items, conversation } = find(c.req.param("id"));
      items.splice(placeOf(items, c.req.param("item")), 1);
      sandbox.changed();
      return c.json(conversation);
    });
}

function readFew(sandbox: Sandbox, given: unknown[]): Item[] {
  if (given.length > MOST_AT_A_TIME && sandbox.holds("item_limit")) {
    throw invalid(
      "items",
      `Invalid 'items': array too long. Expected an array with maximum length ${MOST_AT_A_TIME}, but got an array with length ${given.length} instead.`,
      "array_above_max_length",
    );
  }
  return readItems(sandbox, given, "items");
}

/** @throws {ApiError} 404 */
function placeOf(items: readonly Item[], id: string): number {
  const at = items.findIndex((item) => item.id === id);
  if (at >= 0) return at;
  throw notFound("Item", id);
}
