import type { Hono } from "hono";
import { requirePower } from "./caller.ts";
import { badRequest, DataError, uniqueClash } from "./data_error.ts";
import { collectionOf, commit, type Database } from "./database.ts";
import { buildIndex, type IndexDefinition, isTaken } from "./field_index.ts";
import { type DataEnv, type DataService, newRoutes } from "./data_request.ts";

/** Source: https://dev.wix.com/docs/sdk/backend-modules/data/indexes/introduction */
const MAX_REGULAR = 3;
const MAX_UNIQUE = 1;
const MAX_REGULAR_FIELDS = 3;

/** Indexes: for an administrator alone. One works at once; for how long it says otherwise is a variant. */
export function indexRoutes({ database }: DataService): Hono<DataEnv> {
  const app = newRoutes();
  const readyAt = new Map<IndexDefinition, number>();
  app.use("/indexes/*", async (c, next) => {
    requirePower(c.var.caller, { what: "indexes", rules: database.rules });
    await next();
  });

  app.post("/indexes", async (c) => {
    const { dataCollectionId, index: given } = await c.req.json();
    const index = createIndex(database, dataCollectionId, given);
    const { variants, now } = database;
    readyAt.set(index, now().getTime() + variants.indexBuildMs);
    return c.json({ index: asNow(index) });
  });
  app.get("/indexes", (c) => {
    const { indexes } = collectionOf(database, c.req.query("dataCollectionId"));
    const { length } = indexes;
    return c.json({
      indexes: indexes.map(({ definition }) => asNow(definition)),
      pagingMetadata: { count: length, offset: 0, total: length },
    });
  });
  app.get("/indexes/available", (c) => {
    const { indexes } = collectionOf(database, c.req.query("dataCollectionId"));
    const unique = indexes.filter(({ definition }) => definition.unique).length;
    const regular = MAX_REGULAR - (indexes.length - unique);
    return c.json({
      regular1Field: 0,
      regular3Field: regular,
      unique1Field: MAX_UNIQUE - unique,
    });
  });
  app.delete("/indexes", (c) => {
    const { dataCollectionId = "", indexName = "" } = c.req.query();
    const { indexes } = collectionOf(database, dataCollectionId);
    if (!indexes.some(({ definition }) => definition.name === indexName)) {
      throw new DataError(
        { status: 404, code: "WDE0073" },
        `No index [${indexName}].`,
      );
    }
    commit(database, {
      kind: "unindexed",
      collectionId: dataCollectionId,
      name: indexName,
    });
    return c.json({});
  });
  return app;

  function asNow(index: IndexDefinition): IndexDefinition {
    const isBuilding = (readyAt.get(index) ?? 0) > database.now().getTime();
    return { ...index, status: isBuilding ? "BUILDING" : "ACTIVE" };
  }
}

/** @throws {DataError} WDE0104 for a name in use, WDE0123 when the rows there are clash, WDE0007 past the limits */
function createIndex(
  database: Database,
  collectionId: string,
  given: IndexDefinition | undefined,
): IndexDefinition {
  const collection = collectionOf(database, collectionId);
  if (
    !given?.name || !Array.isArray(given.fields) || given.fields.length === 0
  ) {
    throw badRequest("WDE0007", "An index needs a name and fields.");
  }
  const { rules } = database;
  const definitions = collection.indexes.map(({ definition }) => definition);
  if (definitions.some(({ name }) => name === given.name)) {
    throw new DataError(
      { status: 409, code: "WDE0104" },
      `Index [${given.name}] already exists.`,
    );
  }
  const unique = given.unique === true;
  const alike = definitions.filter((each) => Boolean(each.unique) === unique);
  const isTooMuch = alike.length >= (unique ? MAX_UNIQUE : MAX_REGULAR) ||
    given.fields.length > (unique ? 1 : MAX_REGULAR_FIELDS);
  if (isTooMuch && rules.has("index_count")) {
    throw badRequest("WDE0007", "Too many indexes, or too many fields in one.");
  }
  const index: IndexDefinition = {
    name: given.name,
    fields: given.fields.map(({ path, order }) => ({
      path,
      order: order ?? "ASC",
    })),
    unique,
    caseInsensitive: given.caseInsensitive ?? false,
    status: "ACTIVE",
  };
  const rows = Array.from(collection.rows.values(), ({ row }) => row);
  const built = buildIndex(index, rows);
  const clashes = unique && rows.some((row) => isTaken(built, row));
  if (clashes && rules.has("unique_index")) {
    throw uniqueClash(collectionId, index.name);
  }
  commit(database, { kind: "index", collectionId, index });
  return index;
}
