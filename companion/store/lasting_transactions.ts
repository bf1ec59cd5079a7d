import type { Sql, Tx } from "./sql.ts";

/**
 * Has a transaction whose connection is gone end with its connection. The library would send
 * `rollback` there, to nobody, which ends the whole process.
 * Source: https://github.com/porsager/postgres/issues/1208
 */
export function lastingTransactions(sql: Sql): Sql {
  const begin = sql.begin.bind(sql);
  sql.begin = ((work: (tx: Tx) => unknown) =>
    begin(async (tx) => {
      try {
        return await work(tx);
      } catch (error) {
        if (isOfItsConnection(error)) return await untilClosed();
        throw error;
      }
    })) as Sql["begin"];
  return sql;
}

/** The library itself rejects the transaction as soon as its connection is closed. */
function untilClosed(): Promise<never> {
  return new Promise(() => {});
}

/**
 * After these nothing can be said on the connection any more, and it closes.
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isOfItsConnection(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  return ["CONNECTION_CLOSED", "ECONNRESET", "EPIPE", "25P03"].includes(code) ||
    /^57P0[1-5]$/.test(code);
}
