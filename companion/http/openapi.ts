/** Describes the whole HTTP interface, as OpenAPI 3.1. */
export function describeInterface() {
  return {
    openapi: "3.1.0",
    info: { title: "Relevo", version: "1" },
    paths: {},
  };
}
