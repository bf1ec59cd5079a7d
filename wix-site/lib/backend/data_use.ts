import type { AsyncLocalStorage } from "node:async_hooks";
import type { DataUse } from "../../../shared/chatbot_record.ts";

/** Who asks for what; `null` until the first count, and where Wix doesn't bring Node's module for it. */
let current: AsyncLocalStorage<DataUse> | null = null;
let opening: Promise<void> | null = null;

/**
 * Does the work, and tells how many calls of Wix Data it made. Work at the same time is counted apart. Where
 * that can't be done it tells nothing, and who asks goes by what is to be expected.
 */
export async function counted<T>(
  work: () => Promise<T>,
): Promise<{ answer: T; wix?: DataUse }> {
  await (opening ??= open());
  if (!current) return { answer: await work() };
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
    const use = current?.getStore();
    if (use) use[kind]++;
    return call(...args);
  };
  return counted as F;
}

/** Asked for at run time: a site that must do without it still stores. */
async function open(): Promise<void> {
  try {
    const { AsyncLocalStorage } = await import("node:async_hooks");
    current = new AsyncLocalStorage();
  } catch (error) {
    console.error("Cannot count calls of Wix Data", (error as Error).name);
  }
}
