import { items } from "@wix/data";
import { auth } from "@wix/essentials";

type Builder = Record<string, (...args: unknown[]) => unknown>;

interface Step {
  name: string;
  args: unknown[];
}

interface FindOptions {
  suppressAuth?: boolean;
  omitTotalCount?: boolean;
}

const ENDS = new Set(["find", "count", "distinct"]);
const steps = new WeakMap<object, { collectionId: string; steps: Step[] }>();

/**
 * A query of the older interface: it counts all that it means unless told not to, and may go past the
 * collection's permissions. Both are said at its end only, so its steps are kept until then.
 * Source: https://dev.wix.com/docs/velo/apis/wix-data/wix-data-query
 */
export function classicQuery(collectionId: string): object {
  return remembering(collectionId, []);
}

function remembering(collectionId: string, taken: Step[]): object {
  const query = new Proxy({}, {
    get(_, name) {
      if (typeof name !== "string" || name === "then") return undefined;
      return (...args: unknown[]) =>
        ENDS.has(name)
          ? end(collectionId, taken, { name, args })
          : remembering(collectionId, [...taken, { name, args }]);
    },
  });
  steps.set(query, { collectionId, steps: taken });
  return query;
}

function end(
  collectionId: string,
  taken: readonly Step[],
  { name, args }: Step,
): unknown {
  const values = name === "distinct" ? args.slice(0, 1) : [];
  const { suppressAuth = false, omitTotalCount = false, ...options } =
    (args[values.length] ?? {}) as FindOptions;
  const query = built(collectionId, { taken, isElevated: suppressAuth });
  const counted = name === "find" ? { returnTotalCount: !omitTotalCount } : {};
  return query[name]!(...values, { ...counted, ...options });
}

function built(
  collectionId: string,
  { taken, isElevated }: { taken: readonly Step[]; isElevated: boolean },
): Builder {
  const begin = isElevated ? auth.elevate(items.query) : items.query;
  const first = begin(collectionId) as unknown as Builder;
  return taken.reduce(
    (query, { name, args }) => query[name]!(...args.map(plain)) as Builder,
    first,
  );

  /** A query within this one, as `or` takes it. */
  function plain(arg: unknown): unknown {
    const within = typeof arg === "object" && arg !== null && steps.get(arg);
    return within
      ? built(within.collectionId, { taken: within.steps, isElevated })
      : arg;
  }
}
