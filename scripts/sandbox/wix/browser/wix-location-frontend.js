export const url = location.href;
export const baseUrl = location.origin;
export const path = location.pathname.split("/").filter(Boolean);
export const query = Object.fromEntries(new URLSearchParams(location.search));

/** @param {string} target */
export function to(target) {
  location.assign(target);
}

export default { url, baseUrl, path, query, to };
