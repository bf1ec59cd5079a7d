import { Hono } from "hono";
import type { Caller } from "../data/caller.ts";
import { type Permission, WEB_METHOD } from "../modules/wix-web-module.ts";
import { callerOf, type Identities } from "../platform/identity.ts";
import { refusal } from "../platform/routes.ts";
import type { Variants } from "../variants.ts";
import { readBody } from "./body.ts";
import { type Runtime, RunTooLong } from "./runtime.ts";

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
  { runtime, identities, variants }: {
    runtime: Runtime;
    identities: Identities;
    variants: Variants;
  },
): Hono {
  const app = new Hono();
  app.post(`${WEB_METHODS}/*`, async (c) => {
    const origin = c.req.header("origin");
    if (origin && origin !== new URL(c.req.url).origin) {
      return refusal(403, "FOREIGN_ORIGIN");
    }
    const [file, method = ""] = decodeURIComponent(c.req.path).slice(
      WEB_METHODS.length + 1,
    )
      .split(/\/(?=[^/]*$)/);
    const body = await readBody(c.req.raw);
    if (!body) return refusal(413, "PAYLOAD_TOO_LARGE");
    const args = parseArguments(body);
    if (!args || !method.endsWith(".ajax")) {
      return refusal(400, "INVALID_ARGUMENTS");
    }
    const caller = identities.ofRequest(c.req.raw.headers) ??
      callerOf(identities.ofSession(c.req.raw.headers));
    try {
      const name = method.slice(0, -".ajax".length);
      const answer = await callWebMethod(runtime, {
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
      if (error instanceof RunTooLong) {
        return new Response("Gateway Timeout", { status: 504 });
      }
      throw error;
    }
  });
  return app;
}

/** Calls a web method for somebody, if it lets them. What it answers crosses as JSON. @throws {RunTooLong} */
export async function callWebMethod(
  runtime: Runtime,
  { caller, file, name, args }: {
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
    if (!method || !permission) return { kind: "missing" };
    if (!mayCall(caller, permission)) return { kind: "refused" };
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
