import { Refusal } from "../../shared/refusal.ts";
import { addMentions, readPlaceOfNote, readWhoMaySee } from "../store/notes.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { recordAct } from "./record_act.ts";

/** What the team says among itself. */
export interface Note extends ActRequest {
  /** Its writer's own: the same one twice is one note. */
  id: string;
  text: string;
  /** Whom it calls. */
  mentions: readonly number[];
}

/**
 * Keeps an internal note between the messages. Pages are told that something changed; the site and
 * the customer never are.
 * @throws {Refusal} `not_found`, `not_assigned`; `conflict` when the id is another conversation's note;
 * `invalid` when it calls somebody who may not see the conversation
 */
export async function writeNote(
  sql: Sql,
  request: Note,
  now: Date,
): Promise<void> {
  const { id, by, text } = request;
  const mentions = [...new Set(request.mentions)];
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    const place = await readPlaceOfNote(tx, id);
    if (place === conversation.id) return;
    if (place !== null) {
      throw new Refusal("conflict", "Cannot note: the id is another note's");
    }
    const maySee = await readWhoMaySee(tx, mentions, conversation.agentId);
    if (mentions.some((agentId) => !maySee.has(agentId))) {
      throw new Refusal(
        "invalid",
        "Cannot note: it calls somebody who may not see the conversation",
        "menciones",
      );
    }
    await recordAct(tx, {
      conversation,
      events: [{
        kind: "noted",
        agentId: by.id,
        noteId: id,
        body: text,
        details: { mentions },
      }],
      isForPages: true,
    }, now);
    await addMentions(tx, id, mentions);
  });
}
