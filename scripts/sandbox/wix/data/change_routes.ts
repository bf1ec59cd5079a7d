import type { Hono } from "hono";
import { insert, patch, remove, save, update } from "./changing.ts";
import { DataError } from "./data_error.ts";
import { requirePermission } from "./caller.ts";
import { commit, type Database } from "./database.ts";
import { FalseCondition } from "./rows.ts";
import {
  type DataEnv,
  type DataService,
  newRoutes,
  parseItem,
  readBody,
  toDataItem,
} from "./data_request.ts";
import type { Row } from "./values.ts";
import type { Collection } from "./collection.ts";

/** Changing one row, or emptying the collection. Only status 200 counts as success for Wix's client. */
export function changeRoutes(service: DataService): Hono<DataEnv> {
  const { database } = service;
  const app = newRoutes();

  app.post("/items", async (c) => {
    const { body, write, ...call } = await readBody(c, service);
    const row = await insert(write, call, parseItem(body.dataItem));
    return c.json({ dataItem: toDataItem(call.collection, row) });
  });
  app.post("/items/save", async (c) => {
    const { body, write, ...call } = await readBody(c, service);
    const { isNew, row } = await save(write, call, parseItem(body.dataItem));
    return c.json({
      action: isNew ? "INSERTED" : "UPDATED",
      dataItem: toDataItem(call.collection, row),
    });
  });
  app.post("/items/update", async (c) => {
    const { body, write, ...call } = await readBody(c, service);
    const changing = () => update(write, call, parseItem(body.dataItem));
    return c.json(await conditioned(database, call.collection, changing));
  });
  app.post("/items/patch", async (c) => {
    const { body, write, ...call } = await readBody(c, service);
    const change = {
      id: body.patch?.dataItemId,
      modifications: body.patch?.fieldModifications ?? [],
    };
    return c.json(
      await conditioned(
        database,
        call.collection,
        () => patch(write, call, change),
      ),
    );
  });
  app.patch("/items/:id", async (c) => {
    const { body, write, ...call } = await readBody(c, service);
    const change = {
      id: c.req.param("id"),
      modifications: body.patch?.fieldModifications ?? [],
    };
    return c.json(
      await conditioned(
        database,
        call.collection,
        () => patch(write, call, change),
      ),
    );
  });
  app.post("/items/remove", async (c) => {
    const { body, write, ...call } = await readBody(c, service);
    const changing = () => remove(write, call, body.dataItemId);
    return c.json(await conditioned(database, call.collection, changing));
  });
  app.post("/items/truncate", async (c) => {
    const { collection, caller } = await readBody(c, service);
    requirePermission(caller, {
      action: "remove",
      collection,
      rules: database.rules,
    });
    commit(database, {
      kind: "truncated",
      collectionId: collection.definition.id,
    });
    return c.json({});
  });
  return app;
}

async function conditioned(
  { variants }: Database,
  collection: Collection,
  change: () => Promise<Row>,
) {
  try {
    return { dataItem: toDataItem(collection, await change()) };
  } catch (error) {
    if (!(error instanceof FalseCondition)) throw error;
    if (variants.falseCondition === "empty") return {};
    if (variants.falseCondition === "unchanged") {
      return { dataItem: toDataItem(collection, error.row) };
    }
    throw new DataError(
      variants.conditionError,
      "The item does not meet the condition.",
    );
  }
}
