export const rendering = { env: "browser", renderCycle: 2 };
export const viewMode = "Site";
export const formFactor = innerWidth < 768 ? "Mobile" : "Desktop";

export default { rendering, viewMode, formFactor };
