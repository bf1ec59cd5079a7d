import type { ChatbotRecord } from "../../../shared/chatbot_record.ts";

/**
 * Says in the site's log what was stored and whether its members were told, by the ids that the
 * companion's log has too: never a number, a name or a word.
 */
export function noteStored(
  stored: readonly { record: ChatbotRecord; isTold: boolean }[],
): void {
  const conversations = stored.flatMap(({ record, isTold }) =>
    record.conversationId
      ? [{
        conversation: record.conversationId,
        version: record.version ?? null,
        messages: record.mensajes.map(({ id }) => id ?? null),
        told: isTold,
      }]
      : []
  );
  if (conversations.length === 0) return;
  console.log(JSON.stringify({ relevo: "stored", conversations }));
}
