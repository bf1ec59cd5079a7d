import { assert, assertEquals } from "@std/assert";
import Ajv from "ajv";
import addFormats from "ajv-formats";

/** A published description of one of Twilio's interfaces, by its name such as `messaging_v1`. */
export interface Description {
  name: string;
  paths: Record<string, Record<string, Operation>>;
  examples: Record<string, Example>;
}

interface Example {
  value?: Record<string, unknown>;
  $ref?: string;
}

interface Operation {
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

interface Media {
  schema: unknown;
  examples?: Record<string, Example>;
}

const JSON_TYPE = "application/json";
const FOLDER = "@twilio/cli-core/src/services/twilio-api/";
const ajv = newAjv();

/** Reads one of the descriptions that Twilio's command line carries. */
export async function describeApi(name: string): Promise<Description> {
  const address = import.meta.resolve(`${FOLDER}twilio_${name}.json`);
  const text = await Deno.readTextFile(new URL(address));
  const document = JSON.parse(text, allowNull);
  for (const schema of Object.values(document.components.schemas)) {
    const { properties } = schema as { properties?: object };
    if (properties) {
      Object.assign(schema as object, { additionalProperties: false });
    }
  }
  if (!ajv.getSchema(name)) ajv.addSchema(document, name);
  const { examples = {} } = document.components;
  return { name, paths: document.paths, examples };
}

/** What may be null may be so beside a list of values too: their own examples are. */
function allowNull(_key: string, value: unknown): unknown {
  const schema = value as { nullable?: boolean; enum?: unknown } | null;
  if (schema?.nullable && Array.isArray(schema.enum)) schema.enum.push(null);
  return value;
}

/** Names an operation: `POST 201 /v1/Services`. */
export type OperationName = `${string} ${number} /${string}`;

/**
 * Holds an answer against the schema, which must know each of its fields, and against the fields of
 * the published examples, each of which must be there.
 */
export function assertDescribed(
  api: Description,
  operation: OperationName,
  answer: unknown,
): void {
  const { name, paths } = api;
  const [method, status, path] = split(operation);
  const pointer = [
    "paths",
    path,
    method,
    "responses",
    status,
    "content",
    JSON_TYPE,
    "schema",
  ].map(escape).join("/");
  const validate = ajv.compile({ $ref: `${name}#/${pointer}` });
  assertEquals(validate(answer) ? [] : validate.errors, [], operation);

  const media = paths[path]?.[method]?.responses[status]?.content?.[JSON_TYPE];
  for (const value of valuesOf(api, media)) {
    const missing = Object.keys(value).filter((field) =>
      !Object.hasOwn(answer as object, field)
    );
    assertEquals(missing, [], `${operation} lacks what its example has`);
  }
  assert(Object.keys(answer as object).length > 0);
}

/** The published examples of what to send. */
export function requestExamples(
  api: Description,
  path: string,
): Record<string, unknown>[] {
  const contents = api.paths[path]?.post?.requestBody?.content ?? {};
  return Object.values(contents).flatMap((media) => valuesOf(api, media));
}

/** The examples of WhatsApp's; those of other channels have other fields. */
function valuesOf(
  { examples }: Description,
  media: Media | undefined,
): Record<string, unknown>[] {
  return Object.entries(media?.examples ?? {})
    .filter(([name]) => !/rcs|fb|apple/i.test(name))
    .map(([, { value, $ref = "" }]) =>
      value ?? examples[$ref.split("/").at(-1)!]?.value ?? {}
    );
}

function split(operation: OperationName): [string, string, string] {
  const [method, status, path] = operation.split(" ");
  return [method!.toLowerCase(), status!, path!];
}

function escape(text: string): string {
  return text.replaceAll("~", "~0").replaceAll("/", "~1");
}

function newAjv() {
  const made = addFormats.default(
    new Ajv.default({ strict: false, allErrors: true }),
  );
  for (
    const format of ["uri-map", "http-method", "phone-number-capabilities"]
  ) made.addFormat(format, true);
  made.addFormat(
    "date-time-rfc-2822",
    /^\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000$/,
  );
  made.addFormat("phone-number", /^(whatsapp:)?(\+\d+|[A-Z]{2}\..+)$/);
  // Addresses of the oldest interface are relative, those of the others are whole.
  made.addFormat("uri", /^(\/2010-04-01\/|https?:\/\/)/);
  made.addFormat("currency", /^[A-Z]{3}$/i);
  return made;
}
