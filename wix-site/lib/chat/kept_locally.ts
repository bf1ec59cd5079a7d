import type { QueuedReply } from "./sending_queue.ts";

const PREFIX = "relevo:";

/**
 * What this tab keeps of an agent through a reload: drafts, and replies that haven't left.
 * Where the browser refuses storage it keeps them in memory.
 */
export interface KeptLocally {
  /** By conversation. */
  drafts(): ReadonlyMap<string, string>;
  keepDrafts(drafts: ReadonlyMap<string, string>): void;
  queue(): QueuedReply[];
  keepQueue(queue: readonly QueuedReply[]): void;
}

/** Opens what is kept of one agent, by the member's id. */
export function openKept(agent: string): KeptLocally {
  const draftsKey = `${PREFIX}${agent}:drafts`;
  const queueKey = `${PREFIX}${agent}:queue`;
  return {
    drafts: () => new Map(readList(draftsKey)),
    keepDrafts: (drafts) => writeList(draftsKey, [...drafts]),
    queue: () => readList(queueKey),
    keepQueue: (queue) => writeList(queueKey, queue),
  };
}

/** Removes everything that Relevo keeps in this tab, whoever's it is. */
export function wipeKept(): void {
  memory.clear();
  withStorage((storage) => {
    const keys = Array.from(storage, (_, at) => storage.key(at));
    for (const key of keys) {
      if (key?.startsWith(PREFIX)) storage.removeItem(key);
    }
  });
}

const memory = new Map<string, string>();

function read(key: string): string | null {
  return memory.get(key) ?? withStorage((storage) => storage.getItem(key)) ??
    null;
}

function write(key: string, value: string | null): void {
  if (value === null) memory.delete(key);
  else memory.set(key, value);
  withStorage((storage) =>
    value === null ? storage.removeItem(key) : storage.setItem(key, value)
  );
}

function readList<T>(key: string): T[] {
  try {
    const value = JSON.parse(read(key) ?? "[]");
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function writeList(key: string, list: readonly unknown[]): void {
  write(key, list.length > 0 ? JSON.stringify(list) : null);
}

/** A sandboxed frame throws on the mere mention of storage, a full one on writing. */
function withStorage<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
