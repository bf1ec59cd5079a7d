import type { Variants } from "../variants.ts";
import { compare, isComparable, isNothing, isSame } from "./values.ts";

/** What is a choice among those that nobody knows of Wix. */
export type Semantics = Pick<Variants, "arrayEquality">;

type Test = (value: unknown, wanted: unknown, semantics: Semantics) => boolean;

/** The operators of a filter. Texts are searched without regard to case. */
export const TESTS: Readonly<Record<string, Test>> = {
  $eq: equals,
  $ne: (value, wanted, semantics) => !equals(value, wanted, semantics),
  $gt: (value, wanted) =>
    isComparable(value, wanted) && compare(value, wanted) > 0,
  $gte: (value, wanted) =>
    isComparable(value, wanted) && compare(value, wanted) >= 0,
  $lt: (value, wanted) =>
    isComparable(value, wanted) && compare(value, wanted) < 0,
  $lte: (value, wanted) =>
    isComparable(value, wanted) && compare(value, wanted) <= 0,
  $in: (value, wanted) => list(wanted).some((each) => isSame(value, each)),
  $nin: (value, wanted) => !list(wanted).some((each) => isSame(value, each)),
  $hasSome: (value, wanted) =>
    list(wanted).some((each) => list(value).some((part) => isSame(part, each))),
  $hasAll: (value, wanted) =>
    list(wanted).every((each) =>
      list(value).some((part) => isSame(part, each))
    ),
  $contains: (value, wanted) => folded(value)?.includes(text(wanted)) ?? false,
  $startsWith: (value, wanted) =>
    folded(value)?.startsWith(text(wanted)) ?? false,
  $endsWith: (value, wanted) => folded(value)?.endsWith(text(wanted)) ?? false,
  $exists: (value, wanted) => isNothing(value) !== Boolean(wanted),
};

/** Whether a field has the value; a list counts as its parts where the semantics say so. */
export function equals(
  value: unknown,
  wanted: unknown,
  { arrayEquality }: Semantics,
): boolean {
  if (isSame(value, wanted)) return true;
  return arrayEquality === "contains" && Array.isArray(value) &&
    value.some((each) => isSame(each, wanted));
}

/** The value as a list. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function folded(value: unknown): string | null {
  return typeof value === "string" ? value.toLowerCase() : null;
}

function text(value: unknown): string {
  return String(value).toLowerCase();
}
