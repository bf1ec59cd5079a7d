/**
 * Wix Data as the site's backend uses it: with the site's own rights, past its hooks, and read
 * from the primary database. The collections admit nobody else.
 */
import { items } from "@wix/data";
import { auth } from "@wix/essentials";

/** One row per customer; what the site's own bots and pages read. */
export const CHATBOT = "CHATBOT";

/** One item per message; its `_id` is the message's id. */
export const CHATBOT_MENSAJES = "CHATBOT_MENSAJES";

/** The ids of conversations that were erased, and when: a store that comes late must not bring them back. */
export const CHATBOT_BORRADOS = "CHATBOT_BORRADOS";

/** For every write. */
export const QUIETLY = { suppressHooks: true } as const;

/** For every read. */
export const CONSISTENTLY = {
  consistentRead: true,
  suppressHooks: true,
} as const;

/** The most that one query returns and one bulk call takes. Source: https://dev.wix.com/docs/velo/apis/wix-data/bulk-insert */
export const MAX_ITEMS = 1000;

export const query = auth.elevate(items.query);
export const getItem = auth.elevate(items.get);
export const insertItem = auth.elevate(items.insert);
export const patchItem = auth.elevate(items.patch);
export const bulkInsertItems = auth.elevate(items.bulkInsert);
export const removeItem = auth.elevate(items.remove);
export const bulkRemoveItems = auth.elevate(items.bulkRemove);
export const bulkUpdateItems = auth.elevate(items.bulkUpdate);
