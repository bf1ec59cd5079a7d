/**
 * What nobody has seen Wix do, so that code must bear each of it, and the quotas, which are off until
 * somebody asks for them. `POST /sandbox/variants` switches.
 */
export interface Variants {
  /** What a patch, update or remove answers whose condition does not hold. */
  falseCondition: "error" | "unchanged" | "empty";
  /** The error of `falseCondition: "error"`. */
  conditionError: { status: number; code: string };
  /** How the entry of a bulk call says that its condition did not hold. */
  falseBulkCondition: "error" | "skipped";
  /** What becomes of appends to one array at the same moment. */
  concurrentAppend: "kept" | "lost" | "clash";
  /** Whether `$eq` and `$ne` look into an array field, or compare the whole of it. */
  arrayEquality: "whole" | "contains";
  /** What the older interface, `wix-data`, answers for a row that is not there. */
  classicGet: "null" | "rejection";
  /** Which status an error of the data service has; 0: the one that is listed for its code. */
  errorStatus: number;
  /** Whether the answer to a write bids its client to read consistently from then on. */
  consistentHeader: boolean;
  /** Reads without `consistentRead` may be this much behind. */
  replicaLagMs: number;
  /** Which lags are drawn. */
  lagSeed: number;
  /** How long a new index says that it is being built. */
  indexBuildMs: number;
  /** How often a job says that it is at work before it says that it is done. */
  jobLooks: number;
  /** What a secret's value comes as. */
  secretShape: "object" | "text";
  /** Whether the text of an error in a web method reaches the page. */
  webMethodErrors: "message" | "generic";
  /** What comes with a status that Wix itself answers for a function. */
  functionErrors: "text" | "page" | "json" | "empty";
  /** The host that a function sees itself called at, and by whom; empty: what it was. */
  requestHost: string;
  requestIp: string;
  /** Whether a function is given the `Authorization` that came with its request. */
  passAuthorization: boolean;
  /** Where the site is looked at: in its editor everybody may listen, to channels of its own. */
  viewMode: "Site" | "Preview";
  /** Who may listen where the site has no `realtime-permissions.js`. */
  unguardedRealtime: "everybody" | "nobody";
  /** What happens to what is published on Realtime: each n-th of it. 0: never. */
  dropEveryNotice: number;
  doubleEveryNotice: number;
  /** Told after the one that follows it. */
  delayEveryNotice: number;
  refuseSubscriptions: boolean;
  /** Calls in a minute, each kind for itself. 0: no limit. */
  readsPerMinute: number;
  writesPerMinute: number;
  keyCallsPerMinute: number;
  backendCallsPerMinute: number;
  /** How a refusal for one call too many looks: with Wix's code, or with the status alone. */
  quotaAnswer: "coded" | "bare";
  /** What all rows together may take. 0: no limit. */
  storageBytes: number;
}

/** The choices of those variants that are a choice among words. */
export const CHOICES: Partial<Record<keyof Variants, readonly string[]>> = {
  falseCondition: ["error", "unchanged", "empty"],
  falseBulkCondition: ["error", "skipped"],
  concurrentAppend: ["kept", "lost", "clash"],
  arrayEquality: ["whole", "contains"],
  classicGet: ["null", "rejection"],
  secretShape: ["object", "text"],
  webMethodErrors: ["message", "generic"],
  functionErrors: ["text", "page", "json", "empty"],
  viewMode: ["Site", "Preview"],
  unguardedRealtime: ["everybody", "nobody"],
  quotaAnswer: ["coded", "bare"],
};

/** The quotas that Wix writes down. Source: https://dev.wix.com/docs/develop-websites/articles/databases/wix-data/data-api/about-data-quotas */
export const WIX_QUOTAS = {
  readsPerMinute: 3_000,
  writesPerMinute: 1_500,
  keyCallsPerMinute: 200,
  backendCallsPerMinute: 5_000,
} as const satisfies Partial<Variants>;

/** The choices of a stand-in that nobody has told otherwise. */
export function usualVariants(): Variants {
  return {
    falseCondition: "error",
    conditionError: { status: 404, code: "WDE0073" },
    falseBulkCondition: "error",
    concurrentAppend: "kept",
    arrayEquality: "whole",
    classicGet: "null",
    errorStatus: 0,
    consistentHeader: false,
    replicaLagMs: 0,
    lagSeed: 1,
    indexBuildMs: 0,
    jobLooks: 0,
    secretShape: "object",
    webMethodErrors: "message",
    functionErrors: "text",
    requestHost: "",
    requestIp: "",
    passAuthorization: true,
    viewMode: "Site",
    unguardedRealtime: "everybody",
    dropEveryNotice: 0,
    doubleEveryNotice: 0,
    delayEveryNotice: 0,
    refuseSubscriptions: false,
    readsPerMinute: 0,
    writesPerMinute: 0,
    keyCallsPerMinute: 0,
    backendCallsPerMinute: 0,
    quotaAnswer: "coded",
    storageBytes: 0,
  };
}

/**
 * Switches those that are given. They take effect at once.
 * @throws {TypeError} for a name or a value that there is not; nothing is switched then
 */
export function switchVariants(
  variants: Variants,
  given: Record<string, unknown>,
): Variants {
  for (const [name, value] of Object.entries(given)) {
    const known = Object.hasOwn(variants, name)
      ? variants[name as keyof Variants]
      : undefined;
    if (known === undefined) throw new TypeError(`Unknown: ${name}`);
    const choices = CHOICES[name as keyof Variants];
    const fits = typeof value === typeof known && value !== null &&
      (!choices || choices.includes(String(value))) &&
      (typeof value !== "number" || (Number.isInteger(value) && value >= 0));
    if (!fits) {
      const wanted = choices?.join(", ") ?? `a ${typeof known}`;
      throw new TypeError(`Cannot switch ${name}: it must be ${wanted}`);
    }
  }
  return Object.assign(variants, given);
}
