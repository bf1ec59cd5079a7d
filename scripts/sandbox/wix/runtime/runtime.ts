import type { Caller } from "../data/caller.ts";
import type { DataHooks } from "../data/hooks.ts";
import type { Identities } from "../platform/identity.ts";
import { clientFor, runInRequest } from "./ambient.ts";
import { type Backend, loadBackend } from "./backend.ts";

/** How long the site's code may take. */
export interface RuntimeLimits {
  /** Of a function or web method. Source: https://support.wix.com/en/article/velo-about-backend-limitations */
  runMs: number;
  /** Of one call of the data service. */
  dataMs: number;
}

export const USUAL_LIMITS: RuntimeLimits = { runMs: 14_000, dataMs: 5_000 };

/** Runs the site's backend, in one container or several. */
export interface Runtime {
  /** Calls the site's code on behalf of somebody, in the next container. @throws {RunTooLong} */
  run<T>(
    caller: Caller,
    work: (backend: Backend) => T | Promise<T>,
  ): Promise<T>;
  dataHooks(): DataHooks | null;
  stop(): Promise<void>;
}

/** The limit is over; the code runs on. */
export class RunTooLong extends Error {
  override name = "RunTooLong";
}

/** Loads the site; `url` is where its own calls of Wix go. */
export async function startRuntime(
  { dist, containers, url, identities, limits }: {
    dist: string;
    containers: number;
    url: () => string;
    identities: Identities;
    limits: RuntimeLimits;
  },
): Promise<Runtime> {
  const backends: Backend[] = [];
  while (backends.length < containers) backends.push(await loadBackend(dist));
  let turn = 0;

  return {
    async run(caller, work) {
      const backend = backends[turn++ % backends.length]!;
      const reach = { url: url(), timeoutMs: limits.dataMs };
      const elevated: Caller = { kind: "elevated", id: caller.id };
      const clients = {
        client: clientFor(identities.tokenFor(caller), reach),
        elevatedClient: clientFor(identities.tokenFor(elevated), reach),
      };
      const running = runInRequest(clients, async () => await work(backend));
      return await within(limits.runMs, running);
    },
    dataHooks: () => backends[0]!.dataHooks,
    async stop() {
      await Promise.all(backends.map((backend) => backend.dispose()));
    },
  };
}

async function within<T>(ms: number, running: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new RunTooLong("The limit is over")),
    ms,
  );
  running.catch(() => {}); // Its failure after the limit is nobody's.
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
