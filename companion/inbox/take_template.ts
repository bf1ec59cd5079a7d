import type { MessageDetails } from "../../shared/conversation.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { TemplateChoice } from "../../shared/reply_request.ts";
import { filledTemplate } from "../../shared/template_text.ts";
import { readLine } from "../store/lines.ts";
import type { Tx } from "../store/sql.ts";
import { readTemplate } from "../store/templates.ts";

/** A template made into a message. */
export interface TakenTemplate {
  /** As the customer reads it. */
  body: string;
  details: MessageDetails;
}

/**
 * Fills an approved template of the line's account.
 * @throws {Refusal} `invalid` when there is no such template, WhatsApp does not let it go, or a gap is left
 */
export async function takeTemplate(
  tx: Tx,
  lineId: number,
  { id, variables }: TemplateChoice,
): Promise<TakenTemplate> {
  const line = await readLine(tx, lineId);
  const template = line && await readTemplate(tx, line.accountSid, id);
  if (!template || template.status !== "approved") {
    throw new Refusal(
      "invalid",
      "Cannot reply: no such template is approved for this line",
      "plantilla",
    );
  }
  const given = new Map(Object.entries(variables));
  const gap = template.variables.find((name) => !given.get(name)?.trim());
  if (gap !== undefined) {
    throw new Refusal(
      "invalid",
      `Cannot reply: the template's variable "${gap}" is missing`,
      "variables",
    );
  }
  const filled = Object.fromEntries(
    template.variables.map((name) => [name, given.get(name)!]),
  );
  const { name, body, buttons } = template;
  return {
    body: filledTemplate(body, filled),
    details: {
      template: {
        id,
        name,
        variables: filled,
        ...(buttons.length > 0 ? { buttons } : {}),
      },
    },
  };
}
