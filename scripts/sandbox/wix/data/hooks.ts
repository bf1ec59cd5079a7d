import { RunThrottled } from "../runtime/run_failure.ts";
import type { Caller } from "./caller.ts";
import type { Collection } from "./collection.ts";
import { DataError } from "./data_error.ts";
import { revive, type Row } from "./values.ts";

/** The functions of the site's `backend/data.js`, by name. */
export type DataHooks = Record<string, (...args: unknown[]) => unknown>;

/** Which hook of which collection, and for whom. */
export interface HookCall {
  hooks: DataHooks | null;
  collection: Collection;
  caller: Caller;
  /** The row before an update or a removal. */
  currentItem?: Row;
}

/**
 * Runs a hook over a row, a query or an id, and gives back what the hook made of it. An answer of
 * another type changes nothing. What it throws reaches the caller as the site threw it.
 * Source: https://dev.wix.com/docs/velo/apis/wix-data/hooks
 * @throws {DataError} WDE0078, or WDE0172 when the site runs too much as it is
 */
export async function hooked<T>(
  call: HookCall,
  hook: string,
  value: T,
): Promise<T> {
  const { hooks, collection, caller, currentItem } = call;
  const id = collection.definition.id;
  const run = hooks?.[`${id}_${hook}`];
  if (!run) return value;
  const context = {
    collectionName: id,
    userId: caller.kind === "visitor" ? null : caller.id,
    userRole: roleOf(caller),
    ...(currentItem ? { currentItem: revive(currentItem) } : {}),
  };
  try {
    const made = await run(revive(value), context);
    return isAlike(made, value) ? toWire(made) as T : value;
  } catch (error) {
    if (error instanceof RunThrottled) {
      const throttled = { status: 429, code: "WDE0172" };
      throw new DataError(throttled, "Hook was throttled.");
    }
    await hooks[`${id}_onFailure`]?.(error, context);
    throw hookFailed(error);
  }
}

function roleOf({ kind }: Caller): string {
  if (kind === "member") return "siteMember";
  return kind === "visitor" ? "anonymous" : "siteOwner";
}

function isAlike(made: unknown, value: unknown): boolean {
  return made !== null && typeof made === typeof value &&
    Array.isArray(made) === Array.isArray(value);
}

function hookFailed(error: unknown): DataError {
  const { name, message, code } = error as {
    name?: string;
    message?: string;
    code?: string;
  };
  return new DataError(
    {
      status: 400,
      code: "WDE0078",
      data: { jsErrorValue: { name, message, code } },
    },
    `Hook failed: ${message}`,
  );
}

function toWire(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, toWire(each)]),
  );
}
