/** The global by which the built page knows where its parts are: `import()` is rewritten to ask there. */
export const PARTS_FROM = "relevoPartsFrom";

/** Says which companion has the parts of the page that are loaded when they are needed. */
export function servePartsFrom(companion: string): void {
  Object.assign(globalThis, { [PARTS_FROM]: companion.replace(/\/+$/, "") });
}
