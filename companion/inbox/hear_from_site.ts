import { isUuid } from "../../shared/reply_request.ts";
import { toAddress } from "../domain/address.ts";
import { lockConversations } from "../store/conversations.ts";
import { readByKey } from "../store/inbox_list.ts";
import { addToJournal } from "../store/journal.ts";
import type { Sql, Tx } from "../store/sql.ts";
import { takeOver } from "./take_over_site_data.ts";

/** What the site tells. Only `fila` is acted on; everything is kept in the journal. */
export interface SiteNotice {
  id: string;
  tipo?: unknown;
  [field: string]: unknown;
}

/** Commits what the site tells. The same `id` twice changes nothing. */
export async function hearFromSite(
  sql: Sql,
  notice: SiteNotice,
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await addToJournal(tx, [{
      lineId: 0,
      key: `w:${notice.id}`,
      kind: "wix",
      state: "done",
      params: notice,
    }], now);
    if (count > 0 && notice.tipo === "fila") {
      await takeOverRow(tx, notice, now);
    }
  });
}

/** A row of CHATBOT was changed there, by the bot or by hand: its own fields are the site's. */
async function takeOverRow(tx: Tx, row: SiteNotice, now: Date): Promise<void> {
  const found = await find(tx, String(row.userId ?? ""));
  const [conversation] = await lockConversations(tx, found.slice(0, 1));
  if (!conversation) return;
  await takeOver(tx, conversation, {
    stopBot: typeof row.stopBot === "boolean"
      ? row.stopBot
      : conversation.stopBot,
    observations: typeof row.observaciones === "string"
      ? row.observaciones
      : conversation.observations,
    threadId: typeof row.threadId === "string"
      ? row.threadId
      : conversation.threadId,
  }, now);
}

async function find(tx: Tx, userId: string): Promise<string[]> {
  const address = toAddress(userId);
  const rows = isUuid(userId)
    ? await readByKey(tx, { id: userId })
    : address
    ? (await readByKey(tx, { address: address.key })).filter((
      { isFirstLine },
    ) => isFirstLine)
    : [];
  return rows.map(({ id }) => id);
}
