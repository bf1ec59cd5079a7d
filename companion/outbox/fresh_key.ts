const KEY_BYTES = 32;

/** Chance for one key. */
export function freshKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}
