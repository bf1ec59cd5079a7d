import { setSiteFields } from "../store/site_fields.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { recordAct } from "./record_act.ts";

/** What is changed of a customer; `null`: left as it is. */
export interface ContactChanges extends ActRequest {
  name: string | null;
  observations: string | null;
}

/**
 * Changes how a customer is called, and what the team remembers of them. The site's row gets both.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`
 */
export async function changeContact(
  sql: Sql,
  request: ContactChanges,
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    const { id, name: before } = conversation;
    const name = request.name ?? before;
    const observations = request.observations === conversation.observations
      ? null
      : request.observations;
    if (name === before && observations === null) return;
    const version = await recordAct(tx, {
      conversation: { ...conversation, name },
      events: name === before ? [] : [{
        kind: "renamed",
        agentId: request.by.id,
        details: { before, now: name },
      }],
    }, now);
    if (observations === null) return;
    await setSiteFields(tx, id, { stopBot: null, observations, version });
  });
}
