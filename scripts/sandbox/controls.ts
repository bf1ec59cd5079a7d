import { Hono } from "hono";
import { type Fault, parseFaults, takeFault } from "./faults.ts";
import type { Answering, Connection } from "./loopback.ts";
import { LOST, meetFault, plainRefusal } from "./meet_fault.ts";
import { drawFault, parseSeed, type SeededFaults } from "./seeded_faults.ts";

export { serveOnLoopback } from "./loopback.ts";
export type { Answering, Connection, Served } from "./loopback.ts";
export type { Fault } from "./faults.ts";

/** One request that a stand-in received. Never a query or a body: these carry numbers and words of people. */
export interface LogEntry {
  time: string; // ISO 8601, UTC
  method: string;
  path: string;
  status: number | null; // null: the connection was closed with no answer
  durationMs: number;
}

/** What the stand-in adds to the controls that all of them share. */
export interface ControlOptions {
  /** Paths outside `/sandbox/` that are the stand-in's own and not the vendor's; each covers what lies below it, but for `/`. */
  ownPages?: readonly string[];
  /** How this vendor words a status that a fault asks for. */
  refusal?: (status: number) => Response;
  /** Whether `/sandbox/seed` draws faults; a stand-in that has its own way to, leaves it out. */
  drawsFaults?: boolean;
}

type Env = { Bindings: Partial<Connection> };

const KEPT_REQUESTS = 1_000;
const LOOPBACK = String.raw`(127\.0\.0\.1|localhost|\[::1\])(:\d+)?`;
const OWN_HOST = new RegExp(`^${LOOPBACK}$`);
const OWN_ORIGIN = new RegExp(`^https?://${LOOPBACK}$`);

/**
 * Wraps a vendor's stand-in in what all stand-ins offer: faults to order, and a log of requests.
 * Its own pages and controls answer only this machine's own names, so that no web page that a person
 * happens to visit can reach them.
 */
export function withControls(
  vendor: Answering,
  { ownPages = [], refusal = plainRefusal, drawsFaults = false }:
    ControlOptions = {},
): { app: Hono<Env>; log: () => LogEntry[] } {
  const faults: Fault[] = [];
  let seeded: SeededFaults | null = null;
  const entries: LogEntry[] = [];
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    const started = performance.now();
    const time = new Date().toISOString();
    await next();
    if (c.req.method === "GET" && isOwn(c.req.path, ownPages)) return;
    entries.push({
      time,
      method: c.req.method,
      path: c.req.path,
      status: c.res.headers.has(LOST) ? null : c.res.status,
      durationMs: Math.round(performance.now() - started),
    });
    if (entries.length > KEPT_REQUESTS) entries.shift();
  });
  app.use(async (c, next) => {
    if (!isOwn(c.req.path, ownPages) || isFromHere(c.req)) return await next();
    return c.json({ error: "Only this machine may ask" }, 403);
  });
  app.get("/sandbox/log", (c) => c.json(entries));
  app.get("/sandbox/faults", (c) => c.json(faults));
  app.delete("/sandbox/faults", (c) => {
    faults.length = 0;
    return c.json(faults);
  });
  app.post("/sandbox/faults", async (c) => {
    try {
      faults.push(...parseFaults(await c.req.json()));
    } catch (error) {
      return c.json({ error: (error as Error).message }, 400);
    }
    return c.json(faults);
  });
  if (drawsFaults) {
    app.get("/sandbox/seed", (c) => c.json(told(seeded)));
    app.delete("/sandbox/seed", (c) => c.json(told(seeded = null)));
    app.post("/sandbox/seed", async (c) => {
      try {
        seeded = parseSeed(await c.req.json());
      } catch (error) {
        return c.json({ error: (error as Error).message }, 400);
      }
      return c.json(told(seeded));
    });
  }
  app.all("*", (c) => {
    const pass = () => vendor.fetch(c.req.raw, c.env);
    if (isOwn(c.req.path, ownPages)) return pass();
    const fault = takeFault(faults, c.req) ??
      (seeded && drawFault(seeded, c.req));
    return fault ? meetFault(c, fault, { pass, refusal }) : pass();
  });
  return { app, log: () => [...entries] };
}

function told(seeded: SeededFaults | null): object {
  if (!seeded) return { seed: null };
  const { seen: _, ...asked } = seeded;
  return asked;
}

function isOwn(path: string, ownPages: readonly string[]): boolean {
  return path.startsWith("/sandbox/") ||
    ownPages.some((page) =>
      path === page || (page !== "/" && path.startsWith(`${page}/`))
    );
}

function isFromHere(
  request: { header(name: string): string | undefined; url: string },
): boolean {
  const host = request.header("host") ?? new URL(request.url).host;
  const origin = request.header("origin");
  return OWN_HOST.test(host) &&
    (origin === undefined || OWN_ORIGIN.test(origin));
}
