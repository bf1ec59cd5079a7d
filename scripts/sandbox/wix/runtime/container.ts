import { type Backend, loadBackend } from "./backend.ts";

/** A container of Wix: the site's modules with a memory of their own, until it ends. */
export interface Container {
  backend: Backend;
  /** Aborted when the container is gone: no call of its code gets through any more. */
  ended: AbortSignal;
  end(): void;
}

/** @throws {Error} when nothing is built */
export async function loadContainer(dist: string): Promise<Container> {
  const backend = await loadBackend(dist);
  const life = new AbortController();
  return { backend, ended: life.signal, end: () => life.abort() };
}
