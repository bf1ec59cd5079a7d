import type { Hono } from "hono";
import { requirePower } from "./caller.ts";
import type { CollectionDefinition } from "./collection.ts";
import { badRequest, DataError } from "./data_error.ts";
import { collectionOf, commit, type Database } from "./database.ts";
import { type DataEnv, type DataService, newRoutes } from "./data_request.ts";

const ID = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** Collections: for an administrator alone. */
export function collectionRoutes({ database }: DataService): Hono<DataEnv> {
  const app = newRoutes();
  app.use("/collections/*", async (c, next) => {
    requirePower(c.var.caller, { what: "collections", rules: database.rules });
    await next();
  });

  app.post("/collections", async (c) => {
    const { collection: given } = await c.req.json();
    return c.json({ collection: createCollection(database, given) });
  });
  app.get("/collections", (c) => {
    const collections = Array.from(
      database.collections.values(),
      ({ definition }) => definition,
    );
    const count = collections.length;
    return c.json({
      collections,
      pagingMetadata: { count, offset: 0, total: count },
    });
  });
  app.get(
    "/collections/:id",
    (c) =>
      c.json({
        collection: collectionOf(database, c.req.param("id")).definition,
      }),
  );
  app.put("/collections", async (c) => {
    const { collection: given } = await c.req.json();
    return c.json({ collection: updateCollection(database, given) });
  });
  app.patch("/collections/:id", async (c) => {
    const { dataCollection: given } = await c.req.json();
    return c.json({ dataCollection: patchCollection(database, given) });
  });
  app.delete("/collections/:id", (c) => {
    const { definition } = collectionOf(database, c.req.param("id"));
    commit(database, { kind: "dropped", collectionId: definition.id });
    return c.json({});
  });
  return app;
}

/** A new, empty collection. Without permissions it is the administrators' alone. @throws {DataError} WDE0104 */
export function createCollection(
  database: Database,
  given: Partial<CollectionDefinition> | undefined,
): CollectionDefinition {
  if (typeof given?.id !== "string" || !ID.test(given.id)) {
    throw badRequest(
      "WDE0001",
      "Collection name must be a string of letters, digits, _ and -.",
    );
  }
  if (database.collections.has(given.id)) {
    throw new DataError(
      { status: 409, code: "WDE0104" },
      `Collection [${given.id}] already exists.`,
    );
  }
  return add(database, { ...given, id: given.id });
}

/** A collection of one of Wix's own apps, as `Stores/Orders`: it is there with the app, nobody makes it by the interface. */
export function addAppCollection(
  database: Database,
  given: Partial<CollectionDefinition> & { id: string },
): void {
  add(database, given);
}

function add(
  database: Database,
  given: Partial<CollectionDefinition> & { id: string },
): CollectionDefinition {
  const now = database.now().toISOString();
  const definition: CollectionDefinition = {
    fields: [],
    ...given,
    id: given.id,
    displayName: given.displayName ?? given.id,
    permissions: {
      insert: "ADMIN",
      update: "ADMIN",
      remove: "ADMIN",
      read: "ADMIN",
      ...given.permissions,
    },
    collectionType: "NATIVE",
    revision: "1",
    createdDate: now,
    updatedDate: now,
  };
  commit(database, { kind: "collection", definition });
  return definition;
}

function updateCollection(
  database: Database,
  given: Partial<CollectionDefinition> | undefined,
): CollectionDefinition {
  const { definition: before } = collectionOf(database, given?.id);
  const isOutdated = given?.revision !== undefined &&
    String(given.revision) !== before.revision;
  if (isOutdated && database.rules.has("collection_revision")) {
    throw new DataError(
      { status: 409, code: "WDE0178" },
      "Invalid collection revision.",
    );
  }
  if (given?.revision === undefined) {
    throw badRequest("WDE0007", "A revision is required.");
  }
  return changed(database, before, given);
}

/** @throws {DataError} WDE0075 for permissions: they change with the whole collection only */
function patchCollection(
  database: Database,
  given: Partial<CollectionDefinition> | undefined,
): CollectionDefinition {
  const { definition: before } = collectionOf(database, given?.id);
  if (given?.permissions && database.rules.has("permission_patch")) {
    throw badRequest("WDE0075", "Permissions cannot be patched.");
  }
  return changed(database, before, given ?? {});
}

/** Keeps the collection with what is new of it, as another revision. */
export function changed(
  database: Database,
  before: CollectionDefinition,
  given: Partial<CollectionDefinition>,
): CollectionDefinition {
  const definition: CollectionDefinition = {
    ...before,
    ...given,
    permissions: { ...before.permissions, ...given.permissions },
    revision: String(Number(before.revision) + 1),
    createdDate: before.createdDate,
    updatedDate: database.now().toISOString(),
  };
  commit(database, { kind: "collection", definition });
  return definition;
}
