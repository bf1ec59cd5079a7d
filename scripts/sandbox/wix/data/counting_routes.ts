import type { Hono } from "hono";
import { aggregated, distinct } from "./aggregate.ts";
import { parseFilter } from "./filter.ts";
import { hooked } from "./hooks.ts";
import { find, parseLimit, parseOffset, type Read } from "./reading.ts";
import {
  type DataEnv,
  type DataService,
  newRoutes,
  readBody,
} from "./data_request.ts";

/** Counts, distinct values and groups of the rows that a filter means. */
export function countingRoutes(service: DataService): Hono<DataEnv> {
  const app = newRoutes();

  app.post("/items/count", async (c) => {
    const { body, read, ...call } = await readBody(c, service);
    const { filter } = await hooked(call, "beforeCount", {
      filter: body.filter,
    });
    const totalCount = find(read, parseFilter(filter)).length;
    return c.json({ totalCount: await hooked(call, "afterCount", totalCount) });
  });
  app.post("/items/query-distinct-values", async (c) => {
    const { body, read } = await readBody(c, service);
    const rows = rowsFor(read, body.filter);
    const page = paged(distinct(rows, body.fieldName, body.order), body);
    return c.json({
      distinctValues: page.results,
      pagingMetadata: page.pagingMetadata,
    });
  });
  app.post("/items/aggregate", async (c) => {
    const { body, read } = await readBody(c, service);
    return c.json(
      paged(
        aggregated(rowsFor(read, body.initialFilter), body.aggregation ?? {}),
        body,
      ),
    );
  });
  return app;
}

function rowsFor(read: Read, filter: unknown) {
  return find(read, parseFilter(filter)).map(({ row }) => row);
}

function paged<T>(all: T[], { paging, returnTotalCount }: {
  paging?: { limit?: number; offset?: number };
  returnTotalCount?: boolean;
}) {
  const offset = parseOffset(paging?.offset);
  const results = all.slice(offset, offset + parseLimit(paging?.limit));
  return {
    results,
    pagingMetadata: {
      count: results.length,
      offset,
      ...(returnTotalCount ? { total: all.length } : {}),
      tooManyToCount: false,
      hasNext: offset + results.length < all.length,
      cursors: {},
    },
  };
}
