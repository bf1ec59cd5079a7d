import { TwilioRefusal } from "../refusal.ts";
import { isObject } from "../request_body.ts";

/** What each kind of content must have. Source: Twilio's OpenAPI, `content_v1`. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  "twilio/text": ["body"],
  "twilio/media": ["media"],
  "twilio/location": ["latitude", "longitude"],
  "twilio/list-picker": ["body", "button", "items"],
  "twilio/call-to-action": ["body", "actions"],
  "twilio/quick-reply": ["body", "actions"],
  "twilio/card": [],
  "twilio/catalog": [],
  "twilio/carousel": ["body", "cards"],
  "twilio/flows": ["body", "button_text", "pages", "type"],
  "twilio/schedule": [],
  "whatsapp/card": ["body"],
  "whatsapp/authentication": ["actions"],
  "whatsapp/flows": ["body", "button_text", "flow_id"],
};

/** Reads the kinds of a content. @throws {TwilioRefusal} naming what is missing */
export function parseTypes(
  given: unknown,
): Record<string, Record<string, unknown>> {
  if (!isObject(given) || Object.keys(given).length === 0) {
    throw new TwilioRefusal(20001, "types is required");
  }
  for (const [kind, fields] of Object.entries(given)) {
    const required = REQUIRED[kind];
    if (!required || !isObject(fields)) {
      throw new TwilioRefusal(20001, `types.${kind} is not a content type`);
    }
    const missing = required.find((name) => fields[name] == null);
    if (missing) {
      throw new TwilioRefusal(20001, `types.${kind}.${missing} is required`);
    }
  }
  return given as Record<string, Record<string, unknown>>;
}

/** Reads the usual values of a content's places. @throws {TwilioRefusal} when one is no text */
export function parseVariables(given: unknown = {}): Record<string, string> {
  if (given === null) return {};
  const isFine = isObject(given) &&
    Object.values(given).every((value) => typeof value === "string");
  if (isFine) return given as Record<string, string>;
  throw new TwilioRefusal(20001, "variables must be an object of texts");
}
