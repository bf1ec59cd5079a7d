/**
 * Makes load, as a process of its own: reads a job from its input, makes all requests, says that
 * it is ready, and begins at the next line.
 */
import { type HttpConnection, openConnection } from "./http_connection.ts";
import { lineReader } from "./line_reader.ts";
import { percentilesOf } from "./percentiles.ts";
import type { LoadJob, LoadResult } from "./run_load.ts";
import { makeWebhooks, type SignedWebhook } from "./webhooks.ts";

const input = lineReader(Deno.stdin.readable);
const job: LoadJob = JSON.parse((await input.read()).value ?? "");
const webhooks = makeWebhooks(job.addressee, job.traffic);
const connections = await Promise.all(
  Array.from(
    { length: job.connections },
    () => openConnection(job.addressee.url),
  ),
);
console.log("ready");
await input.read();
console.log(JSON.stringify(await (job.perSecond ? paced : flatOut)()));
connections.forEach((connection) => connection[Symbol.dispose]());
Deno.exit(0);

/** Each connection asks again as soon as it is answered. */
async function flatOut(): Promise<LoadResult> {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let next = 0;
  const start = performance.now();
  const end = start + job.seconds * 1000;
  await Promise.all(connections.map(async (connection) => {
    while (next < webhooks.length && performance.now() < end) {
      await ask(connection, webhooks[next++]!, { times, statuses });
    }
  }));
  return resultOf({ sent: next, start, times, statuses });
}

/** Asks at set times, however long the answers take. */
async function paced(): Promise<LoadResult> {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const free = [...connections];
  const asked: Promise<void>[] = [];
  const lateness: number[] = [];
  const start = performance.now();
  for (let next = 0; next < webhooks.length; next++) {
    const due = start + next * 1000 / job.perSecond!;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    lateness.push(performance.now() - due);
    const connection = free.pop() ?? await openAnother();
    asked.push(
      ask(connection, webhooks[next]!, { times, statuses })
        .then(() => void free.push(connection)),
    );
  }
  await Promise.all(asked);
  return {
    ...resultOf({ sent: webhooks.length, start, times, statuses }),
    lateMs: percentilesOf(lateness),
  };
}

async function openAnother(): Promise<HttpConnection> {
  const connection = await openConnection(job.addressee.url);
  connections.push(connection);
  return connection;
}

async function ask(
  connection: HttpConnection,
  { request }: SignedWebhook,
  { times, statuses }: { times: number[]; statuses: Record<string, number> },
): Promise<void> {
  const since = performance.now();
  const status = await connection.ask(request);
  times.push(performance.now() - since);
  statuses[status] = (statuses[status] ?? 0) + 1;
}

function resultOf(
  { sent, start, times, statuses }: {
    sent: number;
    start: number;
    times: number[];
    statuses: Record<string, number>;
  },
): LoadResult {
  return {
    seconds: (performance.now() - start) / 1000,
    answered: statuses[200] ?? 0,
    statuses,
    newCustomers:
      webhooks.slice(0, sent).filter(({ isNewCustomer }) => isNewCustomer)
        .length,
    connections: connections.length,
    ms: percentilesOf(times),
    lateMs: null,
  };
}
