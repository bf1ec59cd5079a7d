import type { Hono } from "hono";
import { insert, patch, remove, save, update } from "./changing.ts";
import { badRequest, DataError } from "./data_error.ts";
import type { HookCall } from "./hooks.ts";
import { FalseCondition, type Write } from "./rows.ts";
import {
  type DataEnv,
  type DataService,
  newRoutes,
  parseItem,
  readBody,
  toDataItem,
} from "./data_request.ts";
import type { Row } from "./values.ts";

interface Bulk<T> {
  entries: T[];
  most: number;
  action: "INSERT" | "UPDATE" | "PATCH" | "DELETE";
  returnEntity?: boolean;
  idOf(entry: T): string | undefined;
  change(entry: T): Promise<Row | { isNew: boolean; row: Row }>;
}

const MAX_BULK = 1000;
const MAX_BULK_PATCH = 100;

/** Many rows with one call: each succeeds or fails for itself. */
export function bulkRoutes(service: DataService): Hono<DataEnv> {
  const app = newRoutes();

  type Change = (
    write: Write,
    call: HookCall,
    data: Record<string, unknown>,
  ) => Promise<Row | { isNew: boolean; row: Row }>;
  const ofItems = {
    insert: ["INSERT", insert],
    save: ["UPDATE", save],
    update: ["UPDATE", update],
  } as const;
  for (const [name, [action, change]] of Object.entries(ofItems)) {
    app.post(`/bulk/items/${name}`, async (c) => {
      const { body, write, ...call } = await readBody(c, service);
      return c.json(
        await runBulk(write, {
          entries: body.dataItems ?? [],
          most: MAX_BULK,
          action,
          returnEntity: body.returnEntity,
          idOf: (item) => item?.id ?? item?.data?._id,
          change: (item) => (change as Change)(write, call, parseItem(item)),
        }),
      );
    });
  }
  app.post("/bulk/items/patch", async (c) => {
    const { body, write, ...call } = await readBody(c, service);
    return c.json(
      await runBulk(write, {
        entries: body.patches ?? [],
        most: MAX_BULK_PATCH,
        action: "PATCH",
        returnEntity: body.returnEntity,
        idOf: ({ dataItemId }) => dataItemId,
        change: ({ dataItemId, fieldModifications }) =>
          patch(write, call, {
            id: dataItemId,
            modifications: fieldModifications ?? [],
          }),
      }),
    );
  });
  app.post("/bulk/items/remove", async (c) => {
    const { body, write, ...call } = await readBody(c, service);
    return c.json(
      await runBulk<string>(write, {
        entries: body.dataItemIds ?? [],
        most: MAX_BULK,
        action: "DELETE",
        idOf: (id) => id,
        change: (id) => remove(write, call, id),
      }),
    );
  });
  return app;
}

// deno-lint-ignore no-explicit-any -- entries are what the request brought
async function runBulk<T = any>(write: Write, bulk: Bulk<T>) {
  const { entries, most, returnEntity } = bulk;
  const { rules } = write.database;
  const isTooMany = entries.length > most && rules.has("bulk_size");
  if (entries.length === 0 || isTooMany) {
    throw badRequest(
      "WDE0006",
      `Cannot change more than ${most} items in one request.`,
    );
  }
  const results = [];
  for (const [originalIndex, entry] of entries.entries()) {
    results.push(await runEntry(write, bulk, { entry, originalIndex }));
  }
  const failures =
    results.filter(({ itemMetadata }) => !itemMetadata.success).length;
  return {
    results: results.map(({ row, ...result }) =>
      row && returnEntity
        ? { ...result, dataItem: toDataItem(write.collection, row) }
        : result
    ),
    bulkActionMetadata: {
      totalSuccesses: results.length - failures,
      totalFailures: failures,
      undetailedFailures: 0,
    },
  };
}

async function runEntry<T>(
  { database: { variants } }: Write,
  { action, idOf, change }: Bulk<T>,
  { entry, originalIndex }: { entry: T; originalIndex: number },
) {
  try {
    const made = await change(entry);
    const row = "isNew" in made && typeof made.isNew === "boolean"
      ? made.row as Row
      : made as Row;
    const done = "isNew" in made && made.isNew === true ? "INSERT" : action;
    return {
      action: done,
      itemMetadata: { id: row._id, originalIndex, success: true },
      row,
    };
  } catch (error) {
    const refused = { id: idOf(entry), originalIndex, success: false };
    if (error instanceof FalseCondition) {
      if (variants.falseBulkCondition === "skipped") {
        return { action, itemMetadata: refused };
      }
      const { code } = variants.conditionError;
      return {
        action,
        itemMetadata: {
          ...refused,
          error: { code, description: error.message },
        },
      };
    }
    if (!(error instanceof DataError)) throw error;
    const { code, message, data } = error;
    return {
      action,
      itemMetadata: { ...refused, error: { code, description: message, data } },
    };
  }
}
