import { isUnreachable } from "../store/unreachable.ts";

/** Does single pieces of work together with those that came while the last ones were done. */
export interface Batch<T> {
  /** Resolves when the work is committed; rejects when it can't be. `null`: too much waits already. */
  add(item: T): Promise<void> | null;
}

interface Waiting<T> {
  item: T;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Natural batches: what arrives while one commit is in flight is the next commit. Nothing waits
 * for a timer. A batch that fails is taken apart, so that one poisoned item harms no other.
 */
export function naturalBatch<T>(
  commit: (items: readonly T[]) => Promise<void>,
  { atOnce, mostWaiting }: { atOnce: number; mostWaiting: number },
): Batch<T> {
  const waiting: Waiting<T>[] = [];
  let isCommitting = false;

  async function work(): Promise<void> {
    isCommitting = true;
    while (waiting.length > 0) await commitNext();
    isCommitting = false;
  }

  async function commitNext(): Promise<void> {
    const batch = waiting.splice(0, atOnce);
    try {
      await commit(batch.map(({ item }) => item));
      batch.forEach(({ resolve }) => resolve());
    } catch (error) {
      await takeApart(batch, error);
    }
  }

  async function takeApart(
    batch: readonly Waiting<T>[],
    error: unknown,
  ): Promise<void> {
    // With the database away nobody's item is to blame, and each would only wait in its turn.
    if (batch.length === 1 || isUnreachable(error)) {
      return batch.forEach(({ reject }) => reject(error));
    }
    for (const { item, resolve, reject } of batch) {
      await commit([item]).then(resolve, reject);
    }
  }

  return {
    add(item) {
      if (waiting.length >= mostWaiting) return null;
      return new Promise<void>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!isCommitting) work();
      });
    },
  };
}
