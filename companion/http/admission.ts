import { createMiddleware } from "hono/factory";
import { Refusal } from "../../shared/refusal.ts";

/** Counts what is at work, so that what waits behind it has an end. */
export interface Admission {
  /** Does the work; `null`, and does nothing, when too much is at work already. */
  admit<T>(work: () => Promise<T>): Promise<T> | null;
}

/** Lets so much work be done at the same moment. */
export function admission(most: number): Admission {
  let working = 0;
  return {
    admit(work) {
      if (working >= most) return null;
      working += 1;
      return work().finally(() => working -= 1);
    },
  };
}

/**
 * Asks to come back later when too many requests are at work: each holds memory and a place in
 * the database's queue.
 */
export function admitting(most: number) {
  const { admit } = admission(most);
  return createMiddleware(async (c, next) => {
    const done = admit(next);
    if (done) return await done;
    c.header("Retry-After", "1");
    throw new Refusal("unavailable", "Cannot answer: too much is at work");
  });
}
