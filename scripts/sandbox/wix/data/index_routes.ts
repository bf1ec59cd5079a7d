import type { Hono } from "hono";
import { requirePower } from "./caller.ts";
import { badRequest, DataError, uniqueClash } from "./data_error.ts";
import { collectionOf, commit, type Database } from "./database.ts";
import { buildIndex, type IndexDefinition, isTaken } from "./field_index.ts";
import { type DataEnv, type DataService, newRoutes } from "./data_request.ts";

const MAX_REGULAR = 3;
const MAX_UNIQUE = 1;
const MAX_REGULAR_FIELDS = 3;

/** Indexes: for an administrator alone. Unlike on Wix, one is built at once. */
export function indexRoutes({ database }: DataService): Hono<DataEnv> {
  const app = newRoutes();
  app.use("/indexes/*", async (c, next) => {
    requirePower(c.var.caller, "indexes");
    await next();
  });

  app.post("/indexes", async (c) => {
    const { dataCollectionId, index } = await c.req.json();
    return c.json({ index: createIndex(database, dataCollectionId, index) });
  });
  app.get("/indexes", (c) => {
    const { indexes } = collectionOf(database, c.req.query("dataCollectionId"));
    return c.json({
      indexes: indexes.map(({ definition }) => definition),
      pagingMetadata: {
        count: indexes.length,
        offset: 0,
        total: indexes.length,
      },
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
  if (
    collection.indexes.some(({ definition }) => definition.name === given.name)
  ) {
    throw new DataError(
      { status: 409, code: "WDE0104" },
      `Index [${given.name}] already exists.`,
    );
  }
  const unique = given.unique === true;
  const alike = collection.indexes.filter(({ definition }) =>
    Boolean(definition.unique) === unique
  );
  if (
    alike.length >= (unique ? MAX_UNIQUE : MAX_REGULAR) ||
    given.fields.length > (unique ? 1 : MAX_REGULAR_FIELDS)
  ) throw badRequest("WDE0007", "Too many indexes, or too many fields in one.");
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
  if (unique && rows.some((row) => isTaken(built, row))) {
    throw uniqueClash(collectionId, index.name);
  }
  commit(database, { kind: "index", collectionId, index });
  return index;
}
