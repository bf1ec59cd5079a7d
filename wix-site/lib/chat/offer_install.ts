/** The product's mark, as an icon of any size. */
const MARK =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192"><rect width="192" height="192" rx="44" fill="#0a7d57"/><path d="M96 40a52 52 0 0 0-45 78l-9 34 35-9a52 52 0 1 0 19-103Z" fill="#fff"/><circle cx="112" cy="104" r="26" fill="#f2a541"/></svg>`;

/**
 * Lets the browser install the page as an app, unless the site has a manifest of its own. A site
 * whose policy forbids it has the page in its tabs alone.
 */
export function offerInstall(): void {
  if (document.querySelector("link[rel=manifest]")) return;
  const start = `${location.origin}${location.pathname}`;
  const manifest = {
    id: start,
    name: "Relevo",
    short_name: "Relevo",
    start_url: start,
    scope: start,
    display: "standalone",
    background_color: "#f5f8f5",
    theme_color: "#0a7d57",
    icons: [{ src: asData("image/svg+xml", MARK), sizes: "any" }],
  };
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = asData("application/manifest+json", JSON.stringify(manifest));
  document.head.append(link);
}

function asData(type: string, text: string): string {
  return `data:${type},${encodeURIComponent(text)}`;
}
