import type { Thought } from "./answering.ts";
import { plain } from "./answering.ts";

type Schema = Record<string, unknown>;

/** What a value is made from. */
export interface Matter {
  thought: Thought;
  /** The customer's last words. */
  asked: string;
}

/**
 * A value that the schema allows, as much of it as can be from the answer and the customer's words:
 * choices that were named, the first number, the answer where free text is wanted.
 */
export function valueFor(schema: Schema, matter: Matter): unknown {
  return write(schema, { matter, root: schema, depth: 0 });
}

interface Place {
  matter: Matter;
  root: Schema;
  depth: number;
}

const DEEPEST = 8;

function write(schema: Schema, place: Place): unknown {
  const { asked, thought } = place.matter;
  if (typeof schema.$ref === "string") {
    return write(resolve(place.root, schema.$ref), deeper(place));
  }
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return choose(schema.enum, asked);
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choices) return write(firstThatIsSomething(choices, place), place);
  switch (typeIn(schema)) {
    case "object":
      return writeObject(schema, place);
    case "array":
      return writeList(schema, place);
    case "boolean":
      return thought.isSure;
    case "integer":
      return Math.trunc(numberIn(asked, schema));
    case "number":
      return numberIn(asked, schema);
    case "null":
      return null;
    default:
      return textFor(schema, place.matter);
  }
}

function writeObject(schema: Schema, place: Place): object {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  return Object.fromEntries(
    Object.entries(properties).map((
      [name, property],
    ) => [name, write(property, deeper(place))]),
  );
}

function writeList(schema: Schema, place: Place): unknown[] {
  if (place.depth > DEEPEST) return [];
  const length = Math.max(1, Number(schema.minItems ?? 1));
  return Array.from(
    { length },
    () => write((schema.items ?? {}) as Schema, deeper(place)),
  );
}

/** A branch that leads on, or at the bottom of a recursive schema one that ends. */
function firstThatIsSomething(choices: Schema[], { depth }: Place): Schema {
  const isNull = (choice: Schema) => typeIn(choice) === "null";
  const wanted = depth > DEEPEST
    ? choices.find(isNull)
    : choices.find((choice) => !isNull(choice));
  return wanted ?? choices[0] ?? {};
}

function choose(choices: unknown[], asked: string): unknown {
  const words = plain(asked);
  return choices.find((choice) =>
    typeof choice === "string" && words.includes(plain(choice))
  ) ?? choices[0];
}

function numberIn(asked: string, schema: Schema): number {
  const said = Number(/\d+(?:\.\d+)?/.exec(asked)?.[0] ?? 0);
  const least = Number(schema.minimum ?? -Infinity);
  const most = Number(schema.maximum ?? Infinity);
  return Math.min(Math.max(said, least), most);
}

function textFor({ format }: Schema, { asked, thought }: Matter): string {
  const date = /\d{4}-\d{2}-\d{2}/.exec(asked)?.[0] ?? "2026-01-15";
  if (format === "date") return date;
  if (format === "date-time") return `${date}T09:00:00Z`;
  if (format === "time") return "09:00:00Z";
  if (format === "email") return "paciente@example.com";
  return thought.text;
}

function typeIn({ type, properties }: Schema): string {
  const types = Array.isArray(type) ? type : [type];
  const first = types.find((one) => one !== "null") ?? types[0];
  return typeof first === "string" ? first : properties ? "object" : "string";
}

function resolve(root: Schema, ref: string): Schema {
  const steps = ref.replace(/^#\/?/, "").split("/").filter(Boolean);
  return steps.reduce((at: Schema, step) => (at?.[step] ?? {}) as Schema, root);
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}
