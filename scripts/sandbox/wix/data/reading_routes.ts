import type { Hono } from "hono";
import { noSuchItem } from "./data_error.ts";
import { collectionOf } from "./database.ts";
import { hooked } from "./hooks.ts";
import { type QueryBody, queryPage } from "./query_page.ts";
import { getRow, parseOffset, projected } from "./reading.ts";
import {
  type DataEnv,
  type DataService,
  hooksFor,
  isConsistent,
  newRoutes,
  readBody,
  toDataItem,
} from "./data_request.ts";

/** Reading rows: one by its id, or a page of a query. */
export function readingRoutes(service: DataService): Hono<DataEnv> {
  const { database } = service;
  const app = newRoutes();

  app.get("/items/query", async (c) => {
    const text = c.req.query(".r") ?? "";
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const request = new Request(c.req.url, {
      method: "POST",
      headers: c.req.raw.headers,
      body: bytes,
    });
    c.req.raw = request;
    return c.json(await answerQuery(await readBody(c, service)));
  });
  app.post(
    "/items/query",
    async (c) => c.json(await answerQuery(await readBody(c, service))),
  );

  app.get("/items/:id", async (c) => {
    const { dataCollectionId, dataItemId, consistentRead, suppressHooks } = c
      .req.query();
    const collection = collectionOf(database, dataCollectionId);
    const { caller } = c.var;
    const call = {
      hooks: hooksFor(caller, {
        isSuppressed: suppressHooks === "true",
        service,
      }),
      collection,
      caller,
    };
    const id = await hooked(call, "beforeGet", dataItemId ?? c.req.param("id"));
    const row = getRow(
      {
        database,
        collection,
        caller,
        isConsistent: isConsistent(c, consistentRead),
      },
      id,
    );
    if (!row) throw noSuchItem(collection.definition.id, id);
    const seen = await hooked(call, "afterGet", row);
    return c.json({
      dataItem: toDataItem(
        collection,
        projected(seen, c.req.queries("fields") ?? []),
      ),
    });
  });
  return app;
}

async function answerQuery(
  { body, read, ...call }: Awaited<ReturnType<typeof readBody>>,
) {
  const asked: QueryBody = body.query ?? {};
  const query = await hooked(call, "beforeQuery", asked);
  const { stored, fields, isLast, total, next } = queryPage(read, query);
  const dataItems = [];
  for (const { row } of stored) {
    const seen = await hooked(call, "afterQuery", row);
    dataItems.push(toDataItem(call.collection, projected(seen, fields)));
  }
  return {
    dataItems,
    pagingMetadata: {
      count: dataItems.length,
      ...(query.cursorPaging
        ? {}
        : { offset: parseOffset(query.paging?.offset) }),
      ...(body.returnTotalCount ? { total } : {}),
      tooManyToCount: false,
      hasNext: !isLast,
      cursors: next ? { next } : {},
    },
  };
}
