const CONNECTION_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
]);

/**
 * Whether the database could not be reached, or is starting, stopping or full: nothing is wrong
 * with what was asked, and asking again later is right.
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isUnreachable(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  // 08 connection, 53 resources, 57 operator intervention, 40 serialisation and deadlock, 25006 a replica, 55000 a database that
  // takes no connections.
  return CONNECTION_CODES.has(code) || /^(08|53|57|40)/.test(code) ||
    code === "25006" || code === "55000" || code === "55P03";
}
