import type { Collection, DataAction } from "./collection.ts";
import { notPermitted } from "./data_error.ts";
import type { Row } from "./values.ts";

/**
 * Who asks. `admin`: by API key, or the owner; `elevated`: the site's backend with elevated
 * permissions; `member`: who signed in; `visitor`: anybody else.
 */
export type Caller =
  | { kind: "admin"; id: string }
  | { kind: "elevated"; id: string }
  | { kind: "member"; id: string }
  | { kind: "visitor"; id: string };

export function isPowerful(caller: Caller): boolean {
  return caller.kind === "admin" || caller.kind === "elevated";
}

/** @throws {DataError} WDE0027 */
export function requirePermission(
  caller: Caller,
  { action, collection, row }: {
    action: DataAction;
    collection: Collection;
    row?: Row;
  },
): void {
  if (isPowerful(caller)) return;
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
export function requirePower(caller: Caller, what: string): void {
  if (!isPowerful(caller)) throw notPermitted("administer", what);
}

/** Whether a reader may see the row: an author's own rows only, where the collection says so. */
export function maySee(
  caller: Caller,
  collection: Collection,
  row: Row,
): boolean {
  return isPowerful(caller) ||
    collection.definition.permissions.read !== "SITE_MEMBER_AUTHOR" ||
    row._owner === caller.id;
}
