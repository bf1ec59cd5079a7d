import type { Rules } from "../rules.ts";
import type { Collection, DataAction } from "./collection.ts";
import { notPermitted } from "./data_error.ts";
import type { Row } from "./values.ts";

/**
 * Who asks. `admin`: by API key, or the owner; `elevated`: the site's backend with elevated
 * permissions; `member`: who signed in; `visitor`: anybody else.
 */
export interface Caller {
  kind: "admin" | "elevated" | "member" | "visitor";
  id: string;
  /** Whether the site's own backend asks, for whoever called it. */
  isBackend?: boolean;
  /** Whether this is somebody with a key of the site. */
  hasKey?: boolean;
}

export function isPowerful(caller: Caller): boolean {
  return caller.kind === "admin" || caller.kind === "elevated";
}

/** @throws {DataError} WDE0027 */
export function requirePermission(
  caller: Caller,
  { action, collection, row, rules }: {
    action: DataAction;
    collection: Collection;
    rules: Rules;
    row?: Row;
  },
): void {
  if (isPowerful(caller) || !rules.has("permissions")) return;
  const level = collection.definition.permissions[action];
  const isMember = caller.kind === "member";
  if (level === "ANYONE") return;
  if (level === "SITE_MEMBER" && isMember) return;
  if (
    level === "SITE_MEMBER_AUTHOR" && isMember &&
    (!row || row._owner === caller.id)
  ) return;
  throw notPermitted(action, collection.definition.id);
}

/** For what administrators alone may do. @throws {DataError} WDE0027 */
export function requirePower(
  caller: Caller,
  { what, rules }: { what: string; rules: Rules },
): void {
  if (isPowerful(caller) || !rules.has("administration")) return;
  throw notPermitted("administer", what);
}

/** Whether a reader may see the row: an author's own rows only, where the collection says so. */
export function maySee(
  caller: Caller,
  { collection, row, rules }: {
    collection: Collection;
    row: Row;
    rules: Rules;
  },
): boolean {
  return isPowerful(caller) || !rules.has("own_rows") ||
    collection.definition.permissions.read !== "SITE_MEMBER_AUTHOR" ||
    row._owner === caller.id;
}
