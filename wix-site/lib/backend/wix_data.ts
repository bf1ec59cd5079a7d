/**
 * Wix Data as the site's backend uses it: with the site's own rights, past its hooks, and read
 * from the primary database. The collections admit nobody else.
 */
import { items } from "@wix/data";
import { auth } from "@wix/essentials";
import { counting } from "./data_use.ts";

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

/** One call for each `find`, and for each further page. */
export const query = counting("lecturas", auth.elevate(items.query));
export const getItem = counting("lecturas", auth.elevate(items.get));
export const insertItem = counting("escrituras", auth.elevate(items.insert));
/** One call for each `run`. */
export const patchItem = counting("escrituras", auth.elevate(items.patch));
export const bulkInsertItems = counting(
  "escrituras",
  auth.elevate(items.bulkInsert),
);
export const bulkUpdateItems = counting(
  "escrituras",
  auth.elevate(items.bulkUpdate),
);
export const removeItem = counting("escrituras", auth.elevate(items.remove));
export const bulkRemoveItems = counting(
  "escrituras",
  auth.elevate(items.bulkRemove),
);
