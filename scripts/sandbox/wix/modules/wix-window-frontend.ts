/** Page code runs on the server first. */
export const rendering = { env: "backend", renderCycle: 1 };
export const viewMode = "Site";

export default { rendering, viewMode };
