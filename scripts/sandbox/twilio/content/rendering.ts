import type { SandboxLocation } from "../records.ts";
import { TwilioRefusal } from "../refusal.ts";
import { isObject } from "../request_body.ts";
import { type Content, kindOf } from "./content.ts";

/** What a customer can touch below a message. */
export interface ContentButton {
  kind: "reply" | "url" | "phone" | "code" | "item";
  title: string;
  /** What comes back when it is a reply or an item of a list. */
  id: string;
  /** Where it leads; empty when nowhere. */
  target: string;
}

/** A content with its places filled, as a phone shows it. */
export interface RenderedContent {
  kind: string;
  body: string;
  header: string;
  footer: string;
  /** The label that opens a list. */
  listLabel: string;
  buttons: ContentButton[];
  mediaUrls: string[];
  location: SandboxLocation | null;
  /** A place that nobody filled: WhatsApp turns it down later. */
  lacksVariables: boolean;
  /** A value that WhatsApp takes for an attempt at something else. */
  hasForbiddenValue: boolean;
}

const PLACE = /\{\{\s*([\w.-]+)\s*\}\}/g;

/**
 * Fills a content's places.
 * Source: https://www.twilio.com/docs/content/using-variables-with-content-api
 *
 * @throws {TwilioRefusal} when the values are no object of texts
 */
export function renderContent(
  content: Content,
  given: string | null,
): RenderedContent {
  const values = { ...content.variables, ...readVariables(given) };
  const kind = kindOf(content);
  const raw = content.types[kind] ?? {};
  const places = [...JSON.stringify(raw).matchAll(PLACE)].map(([, name]) =>
    name!
  );
  const fields = fill(raw, values) as Record<string, unknown>;
  const text = (name: string) => String(fields[name] ?? "");
  return {
    kind,
    body: text("body") || text("title"),
    header: text("header_text"),
    footer: text("footer") || text("subtitle"),
    listLabel: text("button"),
    buttons: [...list(fields.actions), ...list(fields.items)].map(toButton),
    mediaUrls: [fields.media].flat().filter((url) => typeof url === "string"),
    location: kind === "twilio/location"
      ? {
        latitude: text("latitude"),
        longitude: text("longitude"),
        label: text("label"),
        address: text("address"),
      }
      : null,
    lacksVariables: places.some((name) => !Object.hasOwn(values, name)),
    hasForbiddenValue: places.some((name) =>
      /[\n\t]| {5}/.test(values[name] ?? "")
    ),
  };
}

/** @throws {TwilioRefusal} 21656 */
function readVariables(text: string | null): Record<string, string> {
  if (!text) return {};
  const invalid = new TwilioRefusal(
    21656,
    "The Content Variables Parameter is invalid",
  );
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    throw invalid;
  }
  if (!isObject(values)) throw invalid;
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  if (!Object.values(values).every(isText)) throw invalid;
  return values as Record<string, string>;
}

function fill(value: unknown, values: Record<string, string>): unknown {
  if (typeof value === "string") {
    return value.replace(PLACE, (place, name) => values[name] ?? place);
  }
  if (Array.isArray(value)) return value.map((one) => fill(one, values));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, fill(one, values)]),
  );
}

const KINDS: Record<string, ContentButton["kind"]> = {
  URL: "url",
  PHONE_NUMBER: "phone",
  VOICE_CALL: "phone",
  COPY_CODE: "code",
};

function toButton(action: Record<string, unknown>): ContentButton {
  const type = String(action.type ?? "");
  const title = String(
    action.title ?? action.item ?? action.copy_code_text ?? "",
  );
  return {
    kind: "item" in action ? "item" : KINDS[type] ?? "reply",
    title,
    id: String(action.id ?? title),
    target: String(action.url ?? action.phone ?? action.code ?? ""),
  };
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
