import type { Rules } from "../rules.ts";
import { badRequest } from "./data_error.ts";
import { equals, list, type Semantics, TESTS } from "./operators.ts";
import { isNothing, type Row, valueAt } from "./values.ts";

/** A filter as it travels: fields with values or operators, and `$and`, `$or`, `$not`. */
export type Filter = Record<string, unknown>;

const MAX_NESTING = 50;

/**
 * Reads a filter, so that a wrong one is refused even when no row would meet it.
 * @throws {DataError} WDE0169 when it is too deep, WDE0070 for an operator that Wix has not
 */
export function parseFilter(given: unknown, rules: Rules): Filter {
  const filter = given ?? {};
  check(filter, { depth: 0, rules });
  return filter as Filter;
}

/** Whether the row is among those that the filter means. */
export function matches(
  row: Row,
  filter: Filter,
  semantics: Semantics,
): boolean {
  for (const [name, wanted] of Object.entries(filter)) {
    if (name === "$and") {
      if (
        !list(wanted).every((each) => matches(row, each as Filter, semantics))
      ) return false;
    } else if (name === "$or") {
      if (
        !list(wanted).some((each) => matches(row, each as Filter, semantics))
      ) return false;
    } else if (name === "$not") {
      if (
        list(wanted).some((each) => matches(row, each as Filter, semantics))
      ) return false;
    } else if (!meets(valueAt(row, name), wanted, semantics)) return false;
  }
  return true;
}

/** What every match must have in this field, when the filter says so outright: lets an index be used. */
export function wantedValues(filter: Filter, field: string): unknown[] | null {
  for (const [name, wanted] of Object.entries(filter)) {
    if (name === "$and") {
      for (const part of list(wanted)) {
        const found = wantedValues(part as Filter, field);
        if (found) return found;
      }
    }
    if (name !== field) continue;
    if (!isOperators(wanted)) {
      return isNothing(wanted) || Array.isArray(wanted) ? null : [wanted];
    }
    if ("$eq" in wanted && !isNothing(wanted.$eq)) return [wanted.$eq];
    const among = wanted.$in ?? (field === "_id" ? wanted.$hasSome : undefined);
    if (Array.isArray(among) && !among.some(isNothing)) return among;
  }
  return null;
}

function meets(value: unknown, wanted: unknown, semantics: Semantics): boolean {
  if (!isOperators(wanted)) return equals(value, wanted, semantics);
  return Object.entries(wanted).every(([name, operand]) =>
    name === "$not"
      ? !meets(value, operand, semantics)
      : TESTS[name]?.(value, operand, semantics) ?? true
  );
}

function check(
  filter: unknown,
  { depth, rules }: { depth: number; rules: Rules },
): void {
  if (depth > MAX_NESTING && rules.has("filter_depth")) {
    throw badRequest("WDE0169", "Filter nesting is too deep.");
  }
  if (typeof filter !== "object" || filter === null || Array.isArray(filter)) {
    throw badRequest("WDE0020", "Filter must be an object.");
  }
  for (const [name, wanted] of Object.entries(filter)) {
    if (name === "$and" || name === "$or" || name === "$not") {
      for (const part of list(wanted)) {
        check(part, { depth: depth + 1, rules });
      }
    } else if (!rules.has("filter_operators")) continue;
    else if (name.startsWith("$")) throw unknownOperator(name);
    else if (isOperators(wanted)) checkOperators(wanted);
  }
}

function checkOperators(operators: Record<string, unknown>): void {
  for (const [name, operand] of Object.entries(operators)) {
    if (name === "$not" && isOperators(operand)) checkOperators(operand);
    else if (!(name in TESTS)) throw unknownOperator(name);
  }
}

function unknownOperator(name: string) {
  return badRequest("WDE0070", `Unsupported filter operator [${name}].`);
}

function isOperators(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const [first] = Object.keys(value);
  return first !== undefined && first.startsWith("$") && first !== "$date";
}
