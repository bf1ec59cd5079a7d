import { addMessages } from "./chatbot_messages.ts";
import type { ChatbotRow } from "./chatbot_rows.ts";
import type { StoreError } from "./data_error.ts";
import { type KeptMessage, messagesOfRow } from "./kept_message.ts";

/**
 * Copies what only a row's array holds, before anything leaves that array: all of a row from before
 * Relevo, later what others put there by themselves. The row's messages.
 * @throws {StoreError}
 */
export async function keepHistory(row: ChatbotRow): Promise<KeptMessage[]> {
  const { there, refusal } = (await keepHistories([row]))[0]!;
  if (refusal) throw refusal;
  return there;
}

/**
 * The same for many rows with one call. The answers come in the rows' order; where something was turned
 * down, the row's array must stay as it is.
 * @throws {StoreError} when Wix Data is away
 */
export async function keepHistories(
  rows: readonly ChatbotRow[],
): Promise<{ there: KeptMessage[]; refusal: StoreError | null }[]> {
  const there = rows.map(messagesOfRow);
  const loose = rows.flatMap((row, at) => looseMessages(row, there[at]!));
  const copies = await addMessages(loose);
  const copyOf = new Map(loose.map((message, at) => [message, copies[at]!]));
  return there.map((messages) => {
    const kept = messages.map((message) =>
      copyOf.get(message) ?? { message, refusal: null }
    );
    return {
      there: kept.map(({ message }) => message),
      refusal: kept.find(({ refusal }) => refusal)?.refusal ?? null,
    };
  });
}

/** The messages of a row that CHATBOT_MENSAJES may not have. */
function looseMessages(
  row: ChatbotRow,
  there: readonly KeptMessage[],
): readonly KeptMessage[] {
  return row.marca ? there.filter(({ named }) => !named) : there;
}
