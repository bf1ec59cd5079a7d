type Schema = Record<string, unknown>;

/**
 * What keeps a schema from being strict: the place of the first object that is open, or whose properties
 * are not all required. `null` when nothing does.
 * Source: developers.openai.com/api/docs/guides/structured-outputs, "Supported schemas"
 */
export function strictnessProblem(
  schema: unknown,
  path: readonly string[] = [],
): string | null {
  if (typeof schema !== "object" || schema === null) return null;
  const { type, properties, required, additionalProperties } = schema as Schema;
  const context = `In context=(${path.map((step) => `'${step}'`).join(", ")})`;
  const isObject = type === "object" ||
    (Array.isArray(type) && type.includes("object"));
  if (isObject && additionalProperties !== false) {
    return `${context}, 'additionalProperties' is required to be supplied and to be false.`;
  }
  const names = Object.keys(properties ?? {});
  const missing = names.find((name) =>
    !Array.isArray(required) || !required.includes(name)
  );
  if (isObject && missing) {
    return `${context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
  }
  for (const [step, part] of children(schema as Schema)) {
    const problem = strictnessProblem(part, [...path, ...step]);
    if (problem) return problem;
  }
  return null;
}

function children(schema: Schema): [string[], unknown][] {
  const named = ["properties", "$defs", "definitions"].flatMap((group) =>
    Object.entries((schema[group] ?? {}) as Schema).map((
      [name, part],
    ): [string[], unknown] => [[group, name], part])
  );
  const choices = ((schema.anyOf ?? []) as unknown[]).map((
    part,
    at,
  ): [string[], unknown] => [["anyOf", String(at)], part]);
  return [...named, ...choices, [["items"], schema.items]];
}
