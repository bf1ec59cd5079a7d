import { Refusal } from "./refusal.ts";

/** The longest text that WhatsApp takes through Twilio, in UTF-16 units. Source: https://www.twilio.com/docs/api/errors/21617 */
export const MAX_BODY_LENGTH = 1600;

/** What an agent asks to be sent. `id` is the sender's own: the same one twice is sent once. */
export interface ReplyRequest {
  /** The conversation: its key or its id. */
  to: string;
  body: string;
  mediaUrl: string | null;
  /** Instead of a text of one's own. */
  template: TemplateChoice | null;
  id: string | null;
}

/** A template, and what its gaps are filled with. */
export interface TemplateChoice {
  id: string;
  variables: Record<string, string>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text is a UUID in its usual spelling. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Reads the body of `POST /api/enviar-mensaje`. The text is data: it is taken as it is, only
 * NUL characters, which no database keeps and no phone shows, are removed.
 * @throws {Refusal} `invalid`, naming the field
 */
export function parseReplyRequest(json: unknown): ReplyRequest {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new Refusal(
      "invalid",
      "Cannot read reply: the body must be a JSON object",
      "body",
    );
  }
  const { to, message, media_url, id, plantilla } = json as Record<
    string,
    unknown
  >;
  if (typeof to !== "string" || to.trim() === "" || to.length > 200) {
    throw new Refusal(
      "invalid",
      'Cannot read reply: "to" must name a conversation',
      "to",
    );
  }
  if (media_url !== undefined && media_url !== null && !isHttpUrl(media_url)) {
    throw new Refusal(
      "invalid",
      'Cannot read reply: "media_url" must be an http or https address',
      "media_url",
    );
  }
  if (
    id !== undefined && id !== null && !(typeof id === "string" && isUuid(id))
  ) {
    throw new Refusal(
      "invalid",
      'Cannot read reply: "id" must be a UUID',
      "id",
    );
  }
  const template = plantilla === undefined || plantilla === null
    ? null
    : parseTemplate(plantilla);
  const mediaUrl = typeof media_url === "string" ? media_url : null;
  const body = typeof message === "string"
    ? message.replaceAll("\0", "")
    : message ?? "";
  if (
    typeof body !== "string" || body.length > MAX_BODY_LENGTH ||
    (body.trim() === "" && !mediaUrl && !template)
  ) {
    throw new Refusal(
      "invalid",
      `Cannot read reply: "message" must be 1 to ${MAX_BODY_LENGTH} characters`,
      "message",
    );
  }
  if (template && (body.trim() !== "" || mediaUrl)) {
    throw new Refusal(
      "invalid",
      'Cannot read reply: "plantilla" goes alone, without "message" or "media_url"',
      "plantilla",
    );
  }
  return {
    to: to.trim(),
    body,
    mediaUrl,
    template,
    id: typeof id === "string" ? id.toLowerCase() : null,
  };
}

/** WhatsApp takes a variable of one line. Source: https://www.twilio.com/docs/content/using-variables-with-content-api */
const MAX_VARIABLE_LENGTH = 1024;

function parseTemplate(json: unknown): TemplateChoice {
  const { id, variables = {} } =
    (typeof json === "object" && json !== null ? json : {}) as Record<
      string,
      unknown
    >;
  if (typeof id !== "string" || !/^HX[0-9a-fA-F]{32}$/.test(id)) {
    throw new Refusal(
      "invalid",
      'Cannot read reply: "plantilla" must have the id of a template',
      "plantilla",
    );
  }
  const filled = typeof variables === "object" && variables !== null &&
    Object.values(variables).every((value) =>
      typeof value === "string" && value.length <= MAX_VARIABLE_LENGTH &&
      !/[\r\n\t]| {5}/.test(value)
    );
  if (!filled) {
    throw new Refusal(
      "invalid",
      `Cannot read reply: each of "variables" must be one line of at most ${MAX_VARIABLE_LENGTH} characters`,
      "variables",
    );
  }
  return { id, variables: variables as Record<string, string> };
}

function isHttpUrl(value: unknown): boolean {
  if (typeof value !== "string" || value.length > 2048) return false;
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
