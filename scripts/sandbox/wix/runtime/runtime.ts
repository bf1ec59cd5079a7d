import type { Caller } from "../data/caller.ts";
import type { DataHooks } from "../data/hooks.ts";
import type { Identities } from "../platform/identity.ts";
import type { Quotas } from "../quotas.ts";
import type { Rules } from "../rules.ts";
import type { Variants } from "../variants.ts";
import { clientFor, runInRequest } from "./ambient.ts";
import type { Backend } from "./backend.ts";
import { startContainers } from "./containers.ts";
import { ContainerRecycled, RunThrottled, RunTooLong } from "./run_failure.ts";

/** How long the site's code may take. */
export interface RuntimeLimits {
  /** Of a function or web method. Source: https://support.wix.com/en/article/velo-about-backend-limitations */
  runMs: number;
  /** Of one call of the data service. */
  dataMs: number;
}

export const USUAL_LIMITS: RuntimeLimits = { runMs: 14_000, dataMs: 5_000 };

/** What is to happen to one run. */
export interface RunOptions {
  /** Its container is recycled when this many of its calls of Wix are done. */
  recycleAfterCalls?: number;
}

/** Runs the site's backend, in one container or several. */
export interface Runtime {
  /**
   * Calls the site's code on behalf of somebody, in the next container.
   * @throws {RunTooLong | RunThrottled | ContainerRecycled}
   */
  run<T>(
    caller: Caller,
    work: (backend: Backend) => T | Promise<T>,
    options?: RunOptions,
  ): Promise<T>;
  /** The site's data hooks, each to run for this caller; `null` when it has none. */
  dataHooks(caller: Caller): DataHooks | null;
  /** Puts new containers in the place of all: their memory is gone, and what runs in them is cut off. */
  recycle(): Promise<void>;
  stop(): Promise<void>;
}

/** What a runtime stands on. */
export interface RuntimeParts {
  dist: string;
  containers: number;
  /** Where the site's own calls of Wix go. */
  url: () => string;
  identities: Identities;
  limits: RuntimeLimits;
  quotas: Quotas;
  rules: Rules;
  variants: Variants;
}

/** Loads the site. @throws {Error} when nothing is built */
export async function startRuntime(parts: RuntimeParts): Promise<Runtime> {
  const { dist, identities, limits, quotas, rules } = parts;
  const containers = await startContainers(dist, parts.containers);
  const first = await containers.next();
  const hookNames = Object.keys(first.backend.dataHooks ?? {});

  const runtime: Runtime = {
    async run(caller, work, { recycleAfterCalls = 0 } = {}) {
      if (!quotas.take("backendCallsPerMinute")) {
        throw new RunThrottled("The site is called too often");
      }
      const container = await containers.next();
      let calls = 0;
      async function onCall(): Promise<void> {
        if (++calls === recycleAfterCalls) await containers.renew(container);
      }
      const reach = {
        url: parts.url(),
        timeoutMs: limits.dataMs,
        ended: container.ended,
        onCall,
      };
      const own: Caller = { ...caller, isBackend: true };
      const elevated: Caller = { ...own, kind: "elevated" };
      const request = {
        client: clientFor(identities.tokenFor(own), reach),
        elevatedClient: clientFor(identities.tokenFor(elevated), reach),
        variants: parts.variants,
      };
      const running = runInRequest(
        request,
        async () => await work(container.backend),
      );
      const runMs = rules.has("run_limit") ? limits.runMs : 2 ** 31 - 1;
      const done = await within(runMs, { running, ended: container.ended });
      if (recycleAfterCalls > calls) await containers.renew(container);
      return done;
    },
    dataHooks(caller) {
      if (!rules.has("hooks") || hookNames.length === 0) return null;
      return Object.fromEntries(hookNames.map((name) => [
        name,
        (...args: unknown[]) =>
          runtime.run(
            caller,
            (backend) => backend.dataHooks?.[name]?.(...args),
          ),
      ]));
    },
    recycle: containers.renewAll,
    stop: containers.stop,
  };
  return runtime;
}

async function within<T>(
  ms: number,
  { running, ended }: { running: Promise<T>; ended: AbortSignal },
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new RunTooLong("The limit is over")),
    ms,
  );
  const cut = () => reject(new ContainerRecycled("The container is gone"));
  ended.addEventListener("abort", cut);
  running.catch(() => {}); // Its failure after the limit is nobody's.
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
    ended.removeEventListener("abort", cut);
  }
}
