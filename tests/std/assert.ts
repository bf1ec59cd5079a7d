/** The parts of JSR's `@std/assert` that the tests use, with its names and signatures, on Node's own assertions (whose types want a message that their code does not need: hence the casts). */
import nodeAssert from "node:assert/strict";

export { AssertionError } from "node:assert/strict";

/** Fails unless the value is truthy. */
export function assert(value: unknown, message = ""): asserts value {
  if (!value) {
    throw new nodeAssert.AssertionError({
      message: message || "Expected a truthy value",
      actual: value,
    });
  }
}

/** Fails unless both are deeply and strictly equal. */
export function assertEquals<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  nodeAssert.deepStrictEqual(actual, expected, message as string);
}

/** Fails when both are deeply and strictly equal. */
export function assertNotEquals<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  nodeAssert.notDeepStrictEqual(actual, expected, message as string);
}

/** Fails unless both are the same value, by `Object.is`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T {
  nodeAssert.strictEqual(actual, expected, message as string);
}

/** Fails on `null` and `undefined`. */
export function assertExists<T>(
  actual: T,
  message = "Expected a value",
): asserts actual is NonNullable<T> {
  if (actual === null || actual === undefined) {
    throw new nodeAssert.AssertionError({ message, actual });
  }
}

/** Fails unless `actual` contains all of `expected`'s properties, at any depth. */
export function assertObjectMatch(
  actual: Record<PropertyKey, unknown>,
  expected: Record<PropertyKey, unknown>,
  message?: string,
): void {
  nodeAssert.deepStrictEqual(
    pick(actual, expected),
    expected,
    message as string,
  );
}

/** Fails unless the text contains the other. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  message?: string,
): void {
  assert(
    actual.includes(expected),
    message ?? `Expected ${JSON.stringify(actual)} to include ${expected}`,
  );
}

/** Fails unless the text matches. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  message?: string,
): void {
  nodeAssert.match(actual, expected, message as string);
}

/** Fails unless `actual > expected`. */
export function assertGreater<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  assert(actual > expected, message ?? `Expected ${actual} > ${expected}`);
}

/** Fails unless `actual >= expected`. */
export function assertGreaterOrEqual<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  assert(actual >= expected, message ?? `Expected ${actual} >= ${expected}`);
}

/** Fails unless `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, message?: string): void {
  assert(actual < expected, message ?? `Expected ${actual} < ${expected}`);
}

/** Fails unless `actual <= expected`. */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  assert(actual <= expected, message ?? `Expected ${actual} <= ${expected}`);
}

/** Always fails. */
export function fail(message = "Failed"): never {
  throw new nodeAssert.AssertionError({ message });
}

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/** Runs `work` and returns the error it throws; fails when it throws nothing, or another kind. */
export function assertThrows<E extends Error = Error>(
  work: () => unknown,
  kind?: ErrorClass<E>,
  includes = "",
): E {
  try {
    work();
  } catch (error) {
    return checked(error, kind, includes);
  }
  return fail("Expected it to throw");
}

/** Awaits `work` and returns the error it rejects with; fails when it resolves, or rejects with another kind. */
export async function assertRejects<E extends Error = Error>(
  work: () => PromiseLike<unknown>,
  kind?: ErrorClass<E>,
  includes = "",
): Promise<E> {
  try {
    await work();
  } catch (error) {
    return checked(error, kind, includes);
  }
  return fail("Expected it to reject");
}

function checked<E extends Error>(
  error: unknown,
  kind: ErrorClass<E> | undefined,
  includes: string,
): E {
  if (!(error instanceof Error)) {
    return fail(`Expected an Error, got ${String(error)}`);
  }
  if (kind && !(error instanceof kind)) {
    return fail(`Expected ${kind.name}, got ${error.stack}`);
  }
  assertStringIncludes(error.message, includes);
  return error as E;
}

function pick(actual: unknown, expected: unknown): unknown {
  if (
    typeof expected !== "object" || expected === null ||
    typeof actual !== "object" || actual === null
  ) return actual;
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && actual.length === expected.length
      ? expected.map((part, at) => pick(actual[at], part))
      : actual;
  }
  if (expected instanceof Date || actual instanceof Date) return actual;
  const source = actual as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(expected).map((
      [key, part],
    ) => [key, pick(source[key], part)]),
  );
}
