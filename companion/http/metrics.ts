import { createHash, timingSafeEqual } from "node:crypto";
import { memoryUsage } from "node:process";
import { type Context, Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { TASK_KINDS } from "../../shared/task_kind.ts";
import { readConnections, readOutboxDepth } from "../store/outbox_depth.ts";
import type { Sql } from "../store/sql.ts";
import { printMetrics, type Reading } from "../telemetry/metrics.ts";
import type { HttpContext } from "./context.ts";

const GOOD_FOR_MS = 5000;
const TIMEOUT_MS = 3000;

/**
 * What a keeper's Prometheus asks for, behind a token of its own. Without that setting there is no
 * such door: who doesn't measure shows strangers nothing to guess at.
 */
export function metricsRoutes(context: HttpContext) {
  const readDatabase = rereadAfter(GOOD_FOR_MS, () => databaseOf(context.sql));
  return new Hono().get("/", async (c) => {
    const { metricsTokens } = context;
    if (metricsTokens.length === 0) {
      throw new Refusal(
        "not_found",
        "Cannot measure: METRICS_TOKEN is not set",
      );
    }
    if (!bears(c, metricsTokens)) {
      c.header("WWW-Authenticate", "Bearer");
      throw new Refusal("not_signed_in", "Cannot measure: a wrong token");
    }
    const printed = await printMetrics([
      ...await readDatabase(),
      ...await processOf(context),
    ]);
    return c.body(printed?.text ?? "", 200, {
      "Content-Type": printed?.contentType ?? "text/plain",
      "Cache-Control": "no-store",
    });
  });
}

function bears(c: Context, tokens: readonly string[]): boolean {
  const given = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
  const digest = (text: string) => createHash("sha256").update(text).digest();
  // All of them, whichever is right: how long it takes tells nothing.
  const isRight = tokens.map((token) =>
    timingSafeEqual(digest(token), digest(given ?? ""))
  );
  return isRight.includes(true);
}

/** Asks again only when the last answer is older: however often it is scraped, the database is asked now and then. */
function rereadAfter<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  let askedAt = 0;
  return () => {
    if (!answer || performance.now() - askedAt > ms) {
      askedAt = performance.now();
      answer = read();
    }
    return answer;
  };
}

async function databaseOf(sql: Sql): Promise<Reading[]> {
  const up = (value: number): Reading => ({
    name: "relevo_database_up",
    help: "Whether the database answers",
    values: [{ value }],
  });
  try {
    const [depths, connections] = await inTime(
      Promise.all([readOutboxDepth(sql), readConnections(sql)]),
    );
    const byKind = (
      name: string,
      help: string,
      part: "waiting" | "stopped" | "oldestS",
    ): Reading => ({
      name,
      help,
      values: TASK_KINDS.map((kind) => ({
        labels: { kind },
        value: depths.find((depth) => depth.kind === kind)?.[part] ?? 0,
      })),
    });
    return [
      up(1),
      byKind("relevo_outbox_waiting", "Lanes with promised work", "waiting"),
      byKind(
        "relevo_outbox_stopped",
        "Lanes that wait for a person",
        "stopped",
      ),
      byKind(
        "relevo_outbox_oldest_seconds",
        "Age of what waits longest",
        "oldestS",
      ),
      {
        name: "relevo_database_connections",
        help: "Connections of all our processes, by state",
        values: connections.map(({ state, count }) => ({
          labels: { state },
          value: count,
        })),
      },
    ];
  } catch {
    // An outage of the database is what the keeper has to see; the rest is told all the same.
    return [up(0)];
  }
}

/** A scrape has seconds: a database that is slower than that counts as away. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) =>
    timer = setTimeout(() => reject(new Error("Late")), TIMEOUT_MS)
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function processOf({ hub }: HttpContext): Promise<Reading[]> {
  const { rss, heapUsed } = memoryUsage();
  const one = (name: string, help: string, value: number): Reading => ({
    name,
    help,
    values: [{ value }],
  });
  return [
    one("relevo_event_pages", "Pages that listen to this process", hub.pages()),
    one("process_resident_memory_bytes", "Memory", rss),
    one("process_heap_used_bytes", "Memory of values", heapUsed),
    one("relevo_event_loop_lag_seconds", "How late a turn is", await turnLag()),
  ];
}

/** How long whoever is ready waits until it is their turn, in seconds. */
async function turnLag(): Promise<number> {
  const begun = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 0));
  return (performance.now() - begun) / 1000;
}
