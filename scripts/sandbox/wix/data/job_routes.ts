import type { Hono } from "hono";
import { requirePermission } from "./caller.ts";
import type { DataAction } from "./collection.ts";
import { DataError } from "./data_error.ts";
import { parseFilter } from "./filter.ts";
import { find } from "./reading.ts";
import { FalseCondition, patchRow, removeRow } from "./rows.ts";
import {
  type DataEnv,
  type DataService,
  newRoutes,
  readBody,
} from "./data_request.ts";

type Body = Awaited<ReturnType<typeof readBody>>;

interface Job {
  status: "SUCCEEDED" | "FAILED";
  successCount: number;
  /** How often it was asked for. */
  looks: number;
}

/**
 * Jobs over a filter. Their work is done when they are answered; for how many looks they say otherwise
 * is a variant. A row that cannot be changed makes the job fail; those before it stay changed.
 */
export function jobRoutes(service: DataService): Hono<DataEnv> {
  const app = newRoutes();
  const jobs = new Map<string, Job>();

  app.post("/bulk/items/async-patch-by-filter", async (c) => {
    const asked = await readBody(c, service);
    const steps = asked.body.fieldModifications ?? [];
    const jobId = start(
      asked,
      "update",
      (id) => patchRow(asked.write, { id, steps }),
    );
    return c.json({ jobId });
  });
  app.post("/bulk/items/async-remove-by-filter", async (c) => {
    const asked = await readBody(c, service);
    const jobId = start(asked, "remove", (id) => removeRow(asked.write, id));
    return c.json({ jobId });
  });
  app.get("/async-jobs/:id/status", (c) => {
    const job = jobs.get(c.req.param("id"));
    if (!job) {
      throw new DataError({ status: 404, code: "WDE0073" }, "No such job.");
    }
    const { jobLooks } = service.database.variants;
    if (job.looks++ >= jobLooks) {
      return c.json({ status: job.status, successCount: job.successCount });
    }
    const status = job.looks === 1 ? "INITIALIZED" : "PROCESSING";
    return c.json({ status, successCount: 0 });
  });
  return app;

  function start(
    { body, read, caller, collection }: Body,
    action: DataAction,
    change: (id: string) => unknown,
  ): string {
    const { rules } = read.database;
    requirePermission(caller, { action, collection, rules });
    const filter = parseFilter(body.filter, rules);
    const found = find({ ...read, isConsistent: true }, filter);
    const job: Job = { status: "SUCCEEDED", successCount: 0, looks: 0 };
    try {
      for (const { row } of found) {
        change(row._id);
        job.successCount += 1;
      }
    } catch (error) {
      const isRefusal = error instanceof DataError ||
        error instanceof FalseCondition;
      if (!isRefusal) throw error;
      job.status = "FAILED";
    }
    const id = crypto.randomUUID();
    jobs.set(id, job);
    return id;
  }
}
