/** What fuzz runs are made of: odd texts, odd JSON, and a seed that is said. */
import fc from "fast-check";

/** Each run is the same, but for another seed. */
export const SEED = Number(Deno.env.get("RELEVO_SEED") ?? 20261125);
export const IS_FULL = Deno.env.get("RELEVO_FULL") === "1";

/** So many things of a kind, the same for the same seed. */
export function sample<T>(kind: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(kind, { seed: SEED, numRuns: count });
}

const ODD_TEXTS = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u2028\ufeff",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "-1",
  "0",
  "1e309",
  "99999999999999999999",
  "2147483648",
  "9223372036854775808",
  "NaN",
  "true",
  "'; drop table messages; --",
  "%",
  "%00",
  "%ff",
  "%2e%2e%2f",
  "../../etc/passwd",
  "\\",
  "\r\nX-Injected: 1",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "${7*7}",
  "whatsapp:+573000000001",
  "whatsapp:",
  "+",
  "2026-02-30T25:61:61Z",
  "0000-00-00",
  "1970-01-01T00:00:00Z",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "http://127.0.0.1:1/",
  "http://[::1",
  "😀".repeat(300),
  "x".repeat(5000),
];

/** A text that somebody may not have thought of. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 20 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
);

/** A value that a field may not have been meant for. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308),
  fc.integer(),
  fc.array(oddText, { maxLength: 3 }),
  fc.dictionary(oddText, oddText, { maxKeys: 3 }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.integer({ min: 1, max: 300 }).map(nested),
);

/** An object with some of these fields, each as odd as can be, and others. */
export function oddObject(
  fields: readonly string[],
): fc.Arbitrary<Record<string, unknown>> {
  const known = fields.map((name) => [name, fc.option(oddValue)] as const);
  return fc.tuple(
    fc.record(Object.fromEntries(known), { requiredKeys: [] }),
    fc.dictionary(oddText, oddValue, { maxKeys: 2 }),
  ).map(([known, more]) => ({ ...more, ...known }));
}

/** What may come as a body: such an object, any JSON, or nothing of the kind. */
export function oddBody(fields: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: oddObject(fields).map((body) => json(body)) },
    { weight: 1, arbitrary: oddValue.map((value) => json(value)) },
    { weight: 1, arbitrary: oddText },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "{",
        "[".repeat(60_000),
        `${'{"a":'.repeat(9000)}1${"}".repeat(9000)}`,
        `[${"0,".repeat(30_000)}0]`,
        `{${Array.from({ length: 6000 }, (_, at) => `"k${at}":0`).join()}}`,
        '{"to":1e999}',
        '{"__proto__":{"role":"supervisor"}}',
        "x".repeat(70_000),
      ),
    },
  );
}

/** The text of a value; halves of characters stay what they are. */
function json(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level++) {
    value = level % 2 ? [value] : { deeper: value };
  }
  return value;
}
