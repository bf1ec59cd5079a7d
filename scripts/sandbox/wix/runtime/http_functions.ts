import { Hono } from "hono";
import type { Caller } from "../data/caller.ts";
import type { DataEnv } from "../data/data_request.ts";
import type { Database } from "../data/database.ts";
import type { WixHttpFunctionRequest } from "../modules/wix-http-functions.ts";
import { readBody } from "./body.ts";
import { fated } from "./fated_run.ts";
import { toFunctionRequest } from "./function_request.ts";
import { failedRun, toResponse } from "./function_response.ts";
import { statusOfFailure } from "./run_failure.ts";
import type { Runtime } from "./runtime.ts";

type HttpFunction = (request: WixHttpFunctionRequest) => unknown;

interface FunctionCall {
  request: Request;
  caller: Caller;
  /** Up to where the function's name begins. */
  base: string;
}

/** What the site's functions stand on. */
interface Functions {
  runtime: Runtime;
  database: Database;
}

/** The site's http-functions, called by anybody, who is a visitor to them. */
export function httpFunctionRoutes(functions: Functions): Hono {
  const app = new Hono();
  const base = "/_functions";
  app.all(`${base}/*`, (c) => {
    const caller: Caller = { kind: "visitor", id: crypto.randomUUID() };
    return callFunction(functions, { request: c.req.raw, caller, base });
  });
  return app;
}

/** The same functions for who has a key: they run as the caller. */
export function invokeRoutes(functions: Functions): Hono<DataEnv> {
  const base = "/velo/v1/http/invoke";
  return new Hono<DataEnv>().all(`${base}/*`, (c) => {
    const { caller } = c.var;
    return callFunction(functions, { request: c.req.raw, caller, base });
  });
}

async function callFunction(
  { runtime, database: { variants, rules, fate } }: Functions,
  { request, caller, base }: FunctionCall,
): Promise<Response> {
  const body = await readBody(request, rules);
  if (!body) return failedRun(413, variants);
  const url = new URL(request.url);
  const [name = "", ...path] = url.pathname.slice(base.length + 1).split("/")
    .map(decode);
  const method = request.method.toLowerCase();
  try {
    const runner = fated(runtime, { fate, what: `${method}_${name}` });
    return await runner.run(caller, async ({ httpFunctions }) => {
      const run = httpFunctions?.[`${method}_${name}`] ??
        httpFunctions?.[`use_${name}`];
      if (typeof run !== "function") return failedRun(404, variants);
      const asked = toFunctionRequest(request, {
        body,
        base,
        name,
        path,
        variants,
        rules,
      });
      return toResponse(await (run as HttpFunction)(asked));
    });
  } catch (error) {
    const status = statusOfFailure(error);
    if (status !== null) return failedRun(status, variants);
    console.error(`[site] ${request.method} ${name}:`, error);
    return failedRun(500, variants);
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
