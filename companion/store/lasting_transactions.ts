import type { Sql, Tx } from "./sql.ts";

/**
 * Has a transaction whose connection is gone end with its connection. The library would send
 * `rollback` there, to nobody, which ends the whole process; and what a woken process says next,
 * to whatever that connection has become since.
 * Source: https://github.com/porsager/postgres/issues/1208
 */
export function lastingTransactions(sql: Sql): Sql {
  const begin = sql.begin.bind(sql);
  sql.begin = (async (work: (tx: Tx) => unknown) => {
    const life = { isOver: false };
    try {
      return await begin((tx) => lasting(work, tx, life));
    } finally {
      life.isOver = true;
    }
  }) as Sql["begin"];
  return sql;
}

async function lasting(
  work: (tx: Tx) => unknown,
  tx: Tx,
  life: { isOver: boolean },
): Promise<unknown> {
  try {
    const result = await work(speakingOnlyWhile(tx, life));
    return life.isOver ? await untilClosed() : result;
  } catch (error) {
    if (life.isOver || isOfItsConnection(error)) return await untilClosed();
    throw error;
  }
}

/** The library rejects the transaction when its connection closes, whatever the work is at. */
function speakingOnlyWhile(tx: Tx, life: { isOver: boolean }): Tx {
  return new Proxy(tx, {
    apply(target, self, values) {
      if (life.isOver) {
        throw Object.assign(new Error("The transaction is over"), {
          code: "CONNECTION_CLOSED",
        });
      }
      return Reflect.apply(target as unknown as () => unknown, self, values);
    },
  });
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
  return ["CONNECTION_CLOSED", "ECONNRESET", "EPIPE", "25P03", "25P04"]
    .includes(code) ||
    /^57P0[1-5]$/.test(code);
}
