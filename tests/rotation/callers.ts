import { connect, type Sql } from "../../companion/store/sql.ts";

/** Something that one caller does on its own connection. */
export type Work = (sql: Sql) => Promise<unknown>;

/** Callers that work at the same time. */
export interface Callers extends AsyncDisposable {
  /** Each caller takes the next work as soon as it is done with its own, until none is left. */
  run(works: readonly Work[]): Promise<void>;
}

/** Opens one connection for each of `count` callers. */
export function openCallers(url: string, count = 40): Callers {
  const connections = Array.from(
    { length: count },
    () => connect(url, { max: 1 }),
  );
  return {
    async run(works) {
      const queue = works.values();
      await Promise.all(connections.map(async (sql) => {
        for (const work of queue) await work(sql);
      }));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(connections.map((sql) => sql.end()));
    },
  };
}
