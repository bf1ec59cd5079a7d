import { type Backend, loadBackend } from "./backend.ts";

/** A container of Wix: the site's modules with a memory of their own, until it ends. */
export interface Container {
  backend: Backend;
  /** Aborted when the container is gone: no call of its code gets through any more. */
  ended: AbortSignal;
}

/** The containers of one site, which take turns. */
export interface Containers {
  next(): Promise<Container>;
  /** Ends one and puts another in its place: who comes from then on finds that one. */
  renew(container: Container): Promise<void>;
  renewAll(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws {Error} when nothing is built */
export async function startContainers(
  dist: string,
  count: number,
): Promise<Containers> {
  const lives = new Map<Container, AbortController>();
  const slots: Promise<Container>[] = [];
  while (slots.length < count) {
    slots.push(Promise.resolve(await load()));
  }
  let turn = 0;

  async function load(): Promise<Container> {
    const life = new AbortController();
    const container = {
      backend: await loadBackend(dist),
      ended: life.signal,
    };
    lives.set(container, life);
    return container;
  }

  async function renewSlot(at: number): Promise<void> {
    const old = slots[at]!;
    slots[at] = load();
    lives.get(await old)?.abort();
    await slots[at];
  }

  return {
    next: () => slots[turn++ % slots.length]!,
    async renew(container) {
      for (const [at, slot] of slots.entries()) {
        if (await slot === container) await renewSlot(at);
      }
    },
    async renewAll() {
      await Promise.all(slots.map((_, at) => renewSlot(at)));
    },
    async stop() {
      await Promise.all(slots);
      for (const life of lives.values()) life.abort();
      const all = Array.from(lives.keys(), ({ backend }) => backend.dispose());
      await Promise.all(all);
    },
  };
}
