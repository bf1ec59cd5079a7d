import { type Context, Hono } from "hono";
import type { Connection } from "../../loopback.ts";
import type { Rules } from "../rules.ts";
import type { Caller } from "./caller.ts";
import { type Collection } from "./collection.ts";
import { badRequest, DataError, toAnswer } from "./data_error.ts";
import { collectionOf, type Database } from "./database.ts";
import { type Filter, parseFilter } from "./filter.ts";
import type { DataHooks } from "./hooks.ts";
import type { Read } from "./reading.ts";
import type { Write } from "./rows.ts";

/** What the data service stands on. */
export interface DataService {
  database: Database;
  /** The site's own data hooks, to run for the caller; `null` when it has none. */
  hooks: (caller: Caller) => DataHooks | null;
}

/** Every data request knows its caller. */
export interface DataEnv {
  Bindings: Partial<Connection>;
  Variables: { caller: Caller };
}

/** The body of a data request, whatever it asks for. */
export interface DataBody {
  dataCollectionId?: string;
  suppressHooks?: boolean;
  consistentRead?: boolean;
  condition?: { filter?: unknown };
  paging?: { limit?: number; offset?: number };
  returnTotalCount?: boolean;
  // deno-lint-ignore no-explicit-any -- each route reads the fields it needs
  [other: string]: any;
}

/** Routes that answer Wix's way when they are refused. */
export function newRoutes(): Hono<DataEnv> {
  const app = new Hono<DataEnv>();
  app.onError((error) => {
    if (error instanceof DataError) return toAnswer(error);
    if (error instanceof SyntaxError) {
      return toAnswer(badRequest("WDE0007", error.message));
    }
    throw error;
  });
  return app;
}

/** The body and who sent it. @throws {DataError} WDE0025 */
export async function readBody(
  c: Context<DataEnv>,
  { database, hooks }: DataService,
) {
  const body: DataBody = (await c.req.json()) ?? {};
  const collection = collectionOf(database, body.dataCollectionId);
  const { caller } = c.var;
  return {
    body,
    collection,
    caller,
    hooks: hooksFor(caller, {
      isSuppressed: body.suppressHooks === true,
      service: { database, hooks },
    }),
    read: {
      database,
      collection,
      caller,
      isConsistent: isConsistent(c, body.consistentRead),
    } satisfies Read,
    write: {
      database,
      collection,
      caller,
      condition: parseCondition(body, database.rules),
    } satisfies Write,
  };
}

/** The site's hooks, unless its own backend goes without them: nobody else may. */
export function hooksFor(
  caller: Caller,
  { isSuppressed, service: { database, hooks } }: {
    isSuppressed: boolean;
    service: DataService;
  },
): DataHooks | null {
  const goesWithout = isSuppressed && caller.isBackend === true &&
    database.rules.has("suppressed_hooks");
  return goesWithout ? null : hooks(caller);
}

export function isConsistent(c: Context<DataEnv>, asked: unknown): boolean {
  return asked === true || asked === "true" ||
    c.req.header("x-wix-consistent") !== undefined;
}

/** A row in its envelope. */
export function toDataItem(
  collection: Collection,
  data: Record<string, unknown>,
) {
  return { id: data._id, dataCollectionId: collection.definition.id, data };
}

/**
 * The row that a request brings.
 * @throws {DataError} WDE0080 when its two ids disagree, WDE0007 when it is no object
 */
export function parseItem(given: unknown): Record<string, unknown> {
  const item = given as
    | { id?: string; data?: Record<string, unknown> }
    | undefined;
  if (typeof item?.data !== "object" || item.data === null) {
    throw badRequest("WDE0007", "Items must be objects.");
  }
  const { id, data } = item;
  if (id !== undefined && data._id !== undefined && id !== data._id) {
    throw badRequest(
      "WDE0080",
      `Item ID [${id}] does not match [${data._id}].`,
    );
  }
  return id === undefined ? data : { ...data, _id: id };
}

function parseCondition({ condition }: DataBody, rules: Rules): Filter | null {
  return condition?.filter === undefined
    ? null
    : parseFilter(condition.filter, rules);
}
