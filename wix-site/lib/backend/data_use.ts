import { AsyncLocalStorage } from "node:async_hooks";
import type { DataUse } from "../../../shared/chatbot_record.ts";

const current = new AsyncLocalStorage<DataUse>();

/** Does the work, and tells how many calls of Wix Data it made. Work at the same time is counted apart. */
export async function counted<T>(
  work: () => Promise<T>,
): Promise<{ answer: T; wix: DataUse }> {
  const wix = { lecturas: 0, escrituras: 0 };
  const answer = await current.run(wix, work);
  return { answer, wix };
}

/** The same call of Wix Data, which counts as one of its kind, however many rows it is for. */
export function counting<F extends (...args: never[]) => unknown>(
  kind: keyof DataUse,
  call: F,
): F {
  const counted = (...args: never[]) => {
    const use = current.getStore();
    if (use) use[kind]++;
    return call(...args);
  };
  return counted as F;
}
