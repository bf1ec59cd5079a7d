import { Hono } from "hono";
import type { Caller } from "../data/caller.ts";
import { type Permission, WEB_METHOD } from "../modules/wix-web-module.ts";
import { callerOf, type Identities } from "../platform/identity.ts";
import type { Database } from "../data/database.ts";
import type { Rules } from "../rules.ts";
import { refusal } from "../vendor_refusal.ts";
import { readBody } from "./body.ts";
import { fated, type Runner } from "./fated_run.ts";
import { failedRun } from "./function_response.ts";
import { statusOfFailure } from "./run_failure.ts";
import type { Runtime } from "./runtime.ts";

/** Where pages call web methods: part of Wix's own interface, though not of its documentation. */
export const WEB_METHODS =
  "/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend";

type WebMethod = ((...args: unknown[]) => unknown) & {
  [WEB_METHOD]?: Permission;
};

/** What became of a call of a web method. */
export type WebMethodAnswer =
  | { kind: "done"; result: unknown }
  | { kind: "missing" }
  | { kind: "refused" }
  | { kind: "failed"; error: Error };

/** The site's web methods, as its pages call them: by session or by the site's own token. */
export function webMethodRoutes(
  { runtime, identities, database: { variants, rules, fate } }: {
    runtime: Runtime;
    identities: Identities;
    database: Database;
  },
): Hono {
  const app = new Hono();
  app.post(`${WEB_METHODS}/*`, async (c) => {
    const origin = c.req.header("origin");
    const isForeign = origin && origin !== new URL(c.req.url).origin;
    if (isForeign && rules.has("foreign_origin")) {
      return refusal(403, "FOREIGN_ORIGIN");
    }
    const [file, method = ""] = decodeURIComponent(c.req.path).slice(
      WEB_METHODS.length + 1,
    )
      .split(/\/(?=[^/]*$)/);
    const body = await readBody(c.req.raw, rules);
    if (!body) return refusal(413, "PAYLOAD_TOO_LARGE");
    const args = parseArguments(body);
    if (!args || !method.endsWith(".ajax")) {
      return refusal(400, "INVALID_ARGUMENTS");
    }
    const caller = identities.ofRequest(c.req.raw.headers) ??
      callerOf(identities.ofSession(c.req.raw.headers));
    try {
      const name = method.slice(0, -".ajax".length);
      const runner = fated(runtime, { fate, what: `${file}/${name}` });
      const answer = await callWebMethod(runner, {
        rules,
        caller,
        file: file!,
        name,
        args,
      });
      if (answer.kind === "done") {
        return c.json({ result: answer.result ?? null });
      }
      if (answer.kind === "missing") return refusal(404, "NOT_FOUND");
      if (answer.kind === "refused") return refusal(403, "PERMISSION_DENIED");
      const { name: kind, message } = answer.error;
      const isTold = variants.webMethodErrors === "message";
      return c.json({
        name: kind,
        message: isTold ? message : "Internal error",
      }, 500);
    } catch (error) {
      const status = statusOfFailure(error);
      if (status === null) throw error;
      return failedRun(status, variants);
    }
  });
  return app;
}

/** Calls a web method for somebody, if it lets them. What it answers crosses as JSON. @throws {RunTooLong | RunThrottled | ContainerRecycled} */
export async function callWebMethod(
  runtime: Runner,
  { rules, caller, file, name, args }: {
    rules: Rules;
    caller: Caller;
    file: string;
    name: string;
    args: unknown[];
  },
): Promise<WebMethodAnswer> {
  return await runtime.run(caller, async ({ webModules }) => {
    const module = webModules.get(file);
    const method = module && Object.hasOwn(module, name)
      ? module[name] as WebMethod
      : null;
    const permission = typeof method === "function"
      ? method[WEB_METHOD]
      : undefined;
    const isMethod = permission !== undefined || !rules.has("exported_methods");
    if (typeof method !== "function" || !isMethod) return { kind: "missing" };
    const isOpen = permission === undefined || !rules.has("web_permission");
    if (!isOpen && !mayCall(caller, permission)) return { kind: "refused" };
    try {
      const result = await method(...args);
      return {
        kind: "done",
        result: result === undefined
          ? undefined
          : JSON.parse(JSON.stringify(result)),
      };
    } catch (error) {
      return {
        kind: "failed",
        error: error instanceof Error ? error : new Error(String(error)),
      };
    }
  });
}

function mayCall({ kind }: Caller, permission: Permission): boolean {
  if (permission === "Anyone" || kind === "admin" || kind === "elevated") {
    return true;
  }
  return permission === "SiteMember" && kind === "member";
}

function parseArguments(body: Uint8Array): unknown[] | null {
  try {
    const args = JSON.parse(new TextDecoder().decode(body));
    return Array.isArray(args) ? args : null;
  } catch {
    return null;
  }
}
