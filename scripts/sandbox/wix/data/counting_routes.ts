import type { Hono } from "hono";
import { aggregated, distinct } from "./aggregate.ts";
import { matches, parseFilter } from "./filter.ts";
import { hooked } from "./hooks.ts";
import { bySort } from "./query_page.ts";
import { find, parseLimit, parseOffset, type Read } from "./reading.ts";
import {
  type DataBody,
  type DataEnv,
  type DataService,
  newRoutes,
  readBody,
} from "./data_request.ts";
import type { Row } from "./values.ts";

/** Counts, distinct values and groups of the rows that a filter means. */
export function countingRoutes(service: DataService): Hono<DataEnv> {
  const app = newRoutes();

  app.post("/items/count", async (c) => {
    const { body, read, ...call } = await readBody(c, service);
    const { filter } = await hooked(call, "beforeCount", {
      filter: body.filter,
    });
    const totalCount = rowsFor(read, filter).length;
    return c.json({ totalCount: await hooked(call, "afterCount", totalCount) });
  });
  app.post("/items/query-distinct-values", async (c) => {
    const { body, read, ...call } = await readBody(c, service);
    const { filter, fieldName } = await hooked(call, "beforeDistinct", {
      filter: body.filter,
      fieldName: body.fieldName,
    });
    const rows = rowsFor(read, filter);
    const page = paged(distinct(rows, fieldName, body.order), { body, read });
    return c.json({
      distinctValues: await hooked(call, "afterDistinct", page.results),
      pagingMetadata: page.pagingMetadata,
    });
  });
  app.post("/items/aggregate", async (c) => {
    const { body, read, ...call } = await readBody(c, service);
    const { variants, rules } = read.database;
    const { initialFilter, finalFilter, aggregation = {}, sort = [] } =
      await hooked(call, "beforeAggregate", body);
    const having = parseFilter(finalFilter, rules);
    const groups = aggregated(rowsFor(read, initialFilter), aggregation)
      .filter((group) => matches(group as Row, having, variants))
      .sort(bySort(sort));
    const page = paged(groups, { body, read });
    const results = [];
    for (const group of page.results) {
      results.push(await hooked(call, "afterAggregate", group));
    }
    return c.json({ ...page, results });
  });
  return app;
}

function rowsFor(read: Read, filter: unknown): Row[] {
  const wanted = parseFilter(filter, read.database.rules);
  return find(read, wanted).map(({ row }) => row);
}

function paged<T>(all: T[], { body, read }: { body: DataBody; read: Read }) {
  const { paging, returnTotalCount } = body;
  const offset = parseOffset(paging?.offset);
  const limit = parseLimit(paging?.limit, read.database.rules);
  const results = all.slice(offset, offset + limit);
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
