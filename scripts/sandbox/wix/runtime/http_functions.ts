import { Buffer } from "node:buffer";
import { Hono } from "hono";
import type { Caller } from "../data/caller.ts";
import type { DataEnv } from "../data/data_request.ts";
import type {
  WixHttpFunctionRequest,
  WixHttpFunctionResponse,
} from "../modules/wix-http-functions.ts";
import { readBody } from "./body.ts";
import { type Runtime, RunTooLong } from "./runtime.ts";

type HttpFunction = (request: WixHttpFunctionRequest) => unknown;

/** The site's http-functions, called by anybody, who is a visitor to them. */
export function httpFunctionRoutes(runtime: Runtime): Hono {
  const app = new Hono();
  app.all("/_functions/*", (c) => {
    const visitor: Caller = { kind: "visitor", id: crypto.randomUUID() };
    return callFunction(runtime, {
      request: c.req.raw,
      caller: visitor,
      base: "/_functions",
    });
  });
  return app;
}

/** The same functions for who has a key: they run as the caller. */
export function invokeRoutes(runtime: Runtime): Hono<DataEnv> {
  const base = "/velo/v1/http/invoke";
  return new Hono<DataEnv>().all(
    `${base}/*`,
    (c) =>
      callFunction(runtime, { request: c.req.raw, caller: c.var.caller, base }),
  );
}

async function callFunction(
  runtime: Runtime,
  { request, caller, base }: { request: Request; caller: Caller; base: string },
): Promise<Response> {
  const body = await readBody(request);
  if (!body) return new Response("Payload Too Large", { status: 413 });
  const url = new URL(request.url);
  const [name = "", ...path] = url.pathname.slice(base.length + 1).split("/")
    .map(decode);
  try {
    return await runtime.run(caller, async ({ httpFunctions }) => {
      const method = request.method.toLowerCase();
      const run = httpFunctions?.[`${method}_${name}`] ??
        httpFunctions?.[`use_${name}`];
      if (typeof run !== "function") {
        return new Response("Not Found", { status: 404 });
      }
      const asked = toRequest(request, { body, url, base, name, path });
      return toResponse(await (run as HttpFunction)(asked));
    });
  } catch (error) {
    if (error instanceof RunTooLong) {
      return new Response("Gateway Timeout", { status: 504 });
    }
    console.error(`[site] ${request.method} ${name}:`, error);
    return new Response("Internal Server Error", { status: 500 });
  }
}

function toRequest(
  request: Request,
  { body, url, base, name, path }: {
    body: Uint8Array<ArrayBuffer>;
    url: URL;
    base: string;
    name: string;
    path: string[];
  },
): WixHttpFunctionRequest {
  let isRead = false;
  function read<T>(make: () => T): Promise<T> {
    if (isRead) return Promise.reject(new Error("The body was read already"));
    isRead = true;
    return Promise.try(make);
  }
  const text = () => new TextDecoder().decode(body);
  return {
    baseUrl: `${url.origin}${base}`,
    url: url.href,
    functionName: name,
    method: request.method,
    ip: "127.0.0.1",
    path: path.filter((segment) => segment !== ""),
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body: {
      text: () => read(text),
      json: () => read(() => JSON.parse(text())),
      buffer: () => read(() => Buffer.from(body)),
    },
  };
}

function toResponse(answer: unknown): Response {
  const { status = 200, headers = {}, body } = (answer ?? {}) as Partial<
    WixHttpFunctionResponse
  >;
  const isObject = typeof body === "object" && body !== null &&
    !(body instanceof Uint8Array);
  const sent = new Headers(headers);
  if (body !== undefined && !sent.has("content-type")) {
    sent.set(
      "content-type",
      isObject ? "application/json" : "text/plain; charset=utf-8",
    );
  }
  const content = isObject
    ? JSON.stringify(body)
    : body as BodyInit | undefined;
  const isBodiless = [101, 204, 205, 304].includes(status);
  return new Response(isBodiless ? null : content, { status, headers: sent });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
