import { wipeKeptStore } from "./kept_store.ts";
import type { QueuedReply } from "./sending_queue.ts";

/** What everything begins with that is wiped at sign-out. */
export const KEPT_PREFIX = "relevo:";

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
  const draftsKey = `${KEPT_PREFIX}${agent}:drafts`;
  const queueKey = `${KEPT_PREFIX}${agent}:queue`;
  return {
    drafts: () => new Map(readList(draftsKey)),
    keepDrafts: (drafts) => writeList(draftsKey, [...drafts]),
    queue: () => readList(queueKey),
    keepQueue: (queue) => writeList(queueKey, queue),
  };
}

/** Removes everything that Relevo keeps of anybody on this device; what was chosen for the device itself stays. */
export async function wipeKept(): Promise<void> {
  memory.clear();
  withStorage(wipeStorage);
  try {
    wipeStorage(localStorage);
  } catch {
    // Nothing can have been kept there.
  }
  await wipeKeptStore();
}

function wipeStorage(storage: Storage): void {
  const keys = Array.from(storage, (_, at) => storage.key(at));
  for (const key of keys) {
    if (key?.startsWith(KEPT_PREFIX)) storage.removeItem(key);
  }
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
