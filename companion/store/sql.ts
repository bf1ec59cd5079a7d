import postgres from "postgres";

/** Reads, and keeps the outbox's books. */
export type Sql = postgres.Sql<{ bigint: number }>;
/** Writes within a transaction that somebody else commits. */
export type Tx = postgres.TransactionSql<{ bigint: number }>;
/** One connection taken out of the pool. */
export type ReservedSql = postgres.ReservedSql<{ bigint: number }>;

/** Opens a pool. Nothing connects before the first query; a query that runs away is ended after 30 s. */
export function connect(
  url: string,
  options: { max?: number; name?: string } = {},
): Sql {
  return postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 5,
    // Seconds. The library's own waits grow to 20: too long for who comes back.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
    // Only columns: postgres.camel would also rename the keys inside json.
    transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
    connection: {
      application_name: options.name ?? "relevo",
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
    },
    onnotice() {},
  });
}
