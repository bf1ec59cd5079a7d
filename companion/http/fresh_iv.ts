const IV_BYTES = 12;

/** Chance for one sealing. */
export function freshIv(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(IV_BYTES));
}
