/** The global by which the built page knows where its parts are: `import()` is rewritten to ask there. */
export const PARTS_FROM = "relevoPartsFrom";

/** The global that is put behind a part's address once one could not be had. */
export const PARTS_AGAIN = "relevoPartsAgain";

let failures = 0;

/** Has parts asked for under another address: a browser never asks twice for a script that it could not have. */
export function askPartsAnew(): void {
  failures++;
  Object.assign(globalThis, { [PARTS_AGAIN]: `?otra=${failures}` });
}

/** Says which companion has the parts of the page that are loaded when they are needed. */
export function servePartsFrom(companion: string): void {
  Object.assign(globalThis, { [PARTS_FROM]: companion.replace(/\/+$/, "") });
}
