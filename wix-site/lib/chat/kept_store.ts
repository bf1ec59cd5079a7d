const NAME = "relevo";
const STORE = "kept";
/** Whoever waits longer for the browser goes on without it. */
const PATIENCE_MS = 2000;

/**
 * What this browser keeps by a key from one visit to the next. Where it refuses, nothing is kept: the
 * page then opens as on a first visit.
 */
export async function readKept(key: string): Promise<unknown> {
  return await inStore("readonly", (store) => store.get(key)) ?? null;
}

/** Keeps a value; `null` removes it. */
export async function writeKept(key: string, value: unknown): Promise<void> {
  if (value === null) {
    await inStore("readwrite", (store) => store.delete(key));
    return;
  }
  await inStore("readwrite", (store) => store.put(value, key));
}

/** Removes everything that was kept, whoever's it is. */
export async function wipeKeptStore(): Promise<void> {
  await inStore("readwrite", (store) => store.clear());
}

async function inStore<Value>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value | null> {
  try {
    const database = await open();
    try {
      return await settled(
        use(database.transaction(STORE, mode).objectStore(STORE)),
      );
    } finally {
      database.close();
    }
  } catch (error) {
    // A sandboxed frame, a private window or a full disk: worth a word, not an alarm.
    console.warn("Cannot use what is kept in this browser", error);
    return null;
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    setTimeout(() => reject(new Error("It took too long")), PATIENCE_MS);
  });
}
