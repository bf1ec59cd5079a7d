import { createHmac } from "node:crypto";
import postgres from "postgres";
import { ARRAY_TYPES } from "./array_types.ts";
import { lastingSockets } from "./lasting_sockets.ts";
import { lastingTransactions } from "./lasting_transactions.ts";

/** Reads, and keeps the outbox's books. */
export type Sql = postgres.Sql<Types>;
/** Writes within a transaction that somebody else commits. */
export type Tx = postgres.TransactionSql<Types>;
/** A write that has not been sent: it runs when it is awaited, or as part of another. */
export type Statement = postgres.PendingQuery<postgres.Row[]>;
/** One connection taken out of the pool. */
export type ReservedSql = postgres.ReservedSql<Types>;

interface Types {
  [name: string]: unknown;
  bigint: number;
  /** Names of messages, written as their keyed hashes: of each name one by every key, the newest first. */
  nameHashes: readonly string[];
}

type Settings = Readonly<Record<string, string>>;

/**
 * For connections whose every statement looks up a handful of keys: one plan for good, always by
 * the index. Left to itself the planner plans anew each time, and with tables that have just grown
 * from nothing it reads them whole.
 */
export const BY_KEYS: Settings = {
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  jit: "off",
};

/**
 * For the outbox's books: their commits don't wait for the disk, nor make others wait for it. Should the
 * database fall right then, a claim or its end is forgotten and the work found done, or done again.
 */
export const NOT_AWAITED: Settings = { synchronous_commit: "off" };

/** Opens a pool. Nothing connects before the first query; a query that runs away is ended after 12 s. */
export function connect(
  url: string,
  options: {
    max?: number;
    name?: string;
    /** Of the hashes of erased messages' names, the newest first. */
    sidKeys?: readonly Uint8Array[];
    onNotice?(notice: postgres.Notice): void;
    settings?: Settings;
    /** How long a statement may take. */
    patienceMs?: number;
  } = {},
): Sql {
  lastingSockets();
  const sql = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 5,
    // Seconds. The library's own waits grow to 20: too long for who comes back.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
    // Only columns: postgres.camel would also rename the keys inside json.
    transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
    fetch_types: false,
    types: {
      ...ARRAY_TYPES,
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      nameHashes: {
        to: BYTEA_ARRAY,
        from: [],
        serialize: (names: readonly string[]) =>
          toHashes(names, options.sidKeys ?? []),
        parse: (): readonly string[] => [],
      },
    },
    connection: {
      application_name: options.name ?? "relevo",
      statement_timeout: padded(options.patienceMs ?? PATIENCE_MS),
      idle_in_transaction_session_timeout: FROZEN_MS,
      ...options.settings,
    },
    onnotice: options.onNotice ?? (() => {}),
  });
  return lastingTransactions(sql);
}

/** A process that stands still between two statements of a transaction holds its rows for no longer. */
const FROZEN_MS = 4_000;
/** And one that stands still in the middle of a statement for no longer than this. */
const PATIENCE_MS = 12_000;
/** Who wants to answer Twilio, which waits for 15 s, outwaits both. */
export const OUTWAITING_MS = 14_000;

/**
 * Ends transactions also of who stands still in the middle of a statement that they have only begun to
 * send: no other limit counts while Postgres waits for the rest. Servers before 17 don't know it.
 * Source: https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-TRANSACTION-TIMEOUT
 */
export async function readTransactionLimit(url: string): Promise<Settings> {
  const sql = connect(url, { max: 1 });
  try {
    const [row] = await sql<{ version: number }[]>`
      select current_setting('server_version_num')::int as version
    `;
    return row!.version >= 170_000
      ? { transaction_timeout: String(PATIENCE_MS) }
      : {};
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * The spaces mean nothing to Postgres. To the library they make of its first words on a connection too
 * many to be kept for later: kept, they are never sent on one that was lost while something was.
 * Source: https://github.com/porsager/postgres/issues/1154
 */
function padded(ms: number): number {
  return String(ms).padEnd(1024) as unknown as number;
}

const BYTEA_ARRAY = 1001;

function toHashes(
  names: readonly string[],
  keys: readonly Uint8Array[],
): string {
  if (keys.length === 0) {
    throw new Error("Cannot hash: this connection has no key for it");
  }
  const hashes = names.flatMap((name) =>
    keys.map((key) => createHmac("sha256", key).update(name).digest("hex"))
  );
  return `{${hashes.map((hash) => `"\\\\x${hash}"`).join(",")}}`;
}
