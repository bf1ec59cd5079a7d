import type { Hono } from "hono";
import { requirePermission } from "./caller.ts";
import { DataError } from "./data_error.ts";
import { parseFilter } from "./filter.ts";
import { find } from "./reading.ts";
import { patchRow, removeRow } from "./rows.ts";
import {
  type DataEnv,
  type DataService,
  newRoutes,
  readBody,
} from "./data_request.ts";

/** Jobs over a filter. They are done when they are answered; nobody can tell from the outside. */
export function jobRoutes(service: DataService): Hono<DataEnv> {
  const app = newRoutes();
  const successes = new Map<string, number>();

  app.post("/bulk/items/async-patch-by-filter", async (c) => {
    const { body, write, read } = await readBody(c, service);
    requirePermission(c.var.caller, {
      action: "update",
      collection: write.collection,
    });
    const found = find(
      { ...read, isConsistent: true },
      parseFilter(body.filter),
    );
    for (const { row } of found) {
      patchRow(write, row._id, body.fieldModifications ?? []);
    }
    return c.json({ jobId: remember(found.length) });
  });
  app.post("/bulk/items/async-remove-by-filter", async (c) => {
    const { body, write, read } = await readBody(c, service);
    requirePermission(c.var.caller, {
      action: "remove",
      collection: write.collection,
    });
    const found = find(
      { ...read, isConsistent: true },
      parseFilter(body.filter),
    );
    for (const { row } of found) removeRow(write, row._id);
    return c.json({ jobId: remember(found.length) });
  });
  app.get("/async-jobs/:id/status", (c) => {
    const successCount = successes.get(c.req.param("id"));
    if (successCount === undefined) {
      throw new DataError({ status: 404, code: "WDE0073" }, "No such job.");
    }
    return c.json({ status: "SUCCEEDED", successCount });
  });
  return app;

  function remember(count: number): string {
    const id = crypto.randomUUID();
    successes.set(id, count);
    return id;
  }
}
