import { Hono } from "hono";
import { allRows } from "../data/collection.ts";
import { DataError, toAnswer } from "../data/data_error.ts";
import { collectionOf, commit, type Database } from "../data/database.ts";
import { insertRow } from "../data/rows.ts";
import { revive, type Row } from "../data/values.ts";
import { callerOf } from "../platform/identity.ts";
import type { MemberSeed } from "../platform/members.ts";
import type { Platform } from "../platform/routes.ts";
import { callWebMethod } from "../runtime/web_methods.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { siteEvents } from "../runtime/site_events.ts";
import { type Rule, RULES } from "../rules.ts";
import { parseScenario } from "../scenario.ts";
import { switchVariants } from "../variants.ts";

/** What the stand-in's own controls reach: everything. */
export interface Controlled extends Platform {
  runtime: Runtime;
}

/** Controls for people, tests and checks: no part of Wix. */
export function controlRoutes(parts: Controlled): Hono {
  const { database, members, runtime, realtime, secrets } = parts;
  const app = new Hono();
  app.onError((error) => {
    if (error instanceof DataError) return toAnswer(error);
    return Response.json({ error: error.message }, { status: 400 });
  });

  app.post("/sandbox/session", async (c) => {
    const { email } = await c.req.json();
    const member = members.byEmail(String(email));
    if (!member) return c.json({ error: "No member has this e-mail" }, 404);
    const answer = await callWebMethod(runtime, {
      rules: database.rules,
      caller: callerOf(member),
      file: "inbox.web.js",
      name: "openSession",
      args: [],
    });
    if (answer.kind === "done") {
      return c.json({ token: (answer.result as { token: string }).token });
    }
    return c.json({
      error: answer.kind === "failed" ? answer.error.message : answer.kind,
    }, 500);
  });

  app.get("/sandbox/data", (c) =>
    c.json(Array.from(
      database.collections.values(),
      ({ definition, rows }) => ({ id: definition.id, count: rows.size }),
    )));
  app.get(
    "/sandbox/data/:collection",
    (c) => c.json(rowsOf(database, c.req.param("collection"))),
  );
  app.post("/sandbox/data/:collection", async (c) => {
    const given = await c.req.json();
    return c.json({
      inserted: fill(database, c.req.param("collection"), [given].flat()),
    });
  });
  app.delete(
    "/sandbox/data/:collection",
    (c) => c.json(empty(database, c.req.param("collection"))),
  );
  app.get("/sandbox/variants", (c) => c.json(database.variants));
  app.post("/sandbox/variants", async (c) => {
    const given = await c.req.json() as Record<string, unknown>;
    return c.json(switchVariants(database.variants, given));
  });
  app.get("/sandbox/seed", (c) => c.json(database.fate.scenario));
  app.post(
    "/sandbox/seed",
    async (c) => c.json(database.fate.begin(parseScenario(await c.req.json()))),
  );
  app.delete("/sandbox/seed", (c) => c.json(database.fate.begin({})));
  app.get("/sandbox/rules", (c) => {
    const holds = ([name]: [string, string]) =>
      database.rules.has(name as Rule);
    return c.json(Object.fromEntries(Object.entries(RULES).filter(holds)));
  });
  app.post("/sandbox/recycle", async (c) => {
    await runtime.recycle();
    return c.json({});
  });

  app.get("/sandbox/console", (c) => c.json(siteEvents));
  app.get("/sandbox/realtime", (c) => c.json(realtime.published));
  app.post("/sandbox/members", async (c) => {
    const { id, email } = members.add(await c.req.json() as MemberSeed);
    return c.json({ id, email });
  });
  app.put("/sandbox/secrets/:name", async (c) => {
    secrets.set(c.req.param("name"), String((await c.req.json()).value));
    return c.json({});
  });
  return app;
}

/** The rows as JavaScript has them: moments are `Date`. @throws {DataError} WDE0025 */
export function rowsOf(database: Database, collectionId: string): Row[] {
  return allRows(collectionOf(database, collectionId)).map(revive);
}

/** Inserts rows as an administrator would; a row whose id is taken already stays. */
export function fill(
  database: Database,
  collectionId: string,
  rows: readonly object[],
): number {
  const collection = collectionOf(database, collectionId);
  const caller = { kind: "admin", id: "sandbox" } as const;
  let inserted = 0;
  for (const row of rows) {
    const { _id } = row as { _id?: string };
    if (_id !== undefined && collection.rows.has(_id)) continue;
    insertRow({ database, collection, caller, condition: null }, { ...row });
    inserted += 1;
  }
  return inserted;
}

/** Empties a collection; answers how many rows it had. */
export function empty(
  database: Database,
  collectionId: string,
): { removed: number } {
  const removed = collectionOf(database, collectionId).rows.size;
  commit(database, { kind: "truncated", collectionId });
  return { removed };
}
