import { AsyncLocalStorage } from "node:async_hooks";

type Attributes = Record<string, Record<string, string>>;

const drawn = new AsyncLocalStorage<Attributes>();
const waiting: (() => unknown)[] = [];

/** Velo's `$w` on the server, where page code runs first: what it sets goes out with the page. */
export function $w(selector: string) {
  return {
    setAttribute(name: string, value: unknown): void {
      const attributes = drawn.getStore();
      if (attributes) (attributes[selector] ??= {})[name] = String(value);
    },
    on(): void {},
  };
}

$w.onReady = (work: () => unknown): void => {
  waiting.push(work);
};

/** Runs the page code for one visit, and answers what it set on the element. */
export async function render(
  selector: string,
): Promise<Record<string, string>> {
  const attributes: Attributes = {};
  await drawn.run(attributes, () => Promise.all(waiting.map((work) => work())));
  return attributes[selector] ?? {};
}
