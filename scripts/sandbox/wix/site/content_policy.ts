/**
 * Which scripts, pictures and connections the page may have: its own, and the companion's, which
 * serves those parts of the page that are loaded when they are needed. No
 * style or script stands in the document but those that this answer names, and no text becomes
 * HTML but by the policies of the libraries that draw the page.
 */
export function contentPolicy(
  nonce: string,
  companionUrl: string | undefined,
): string {
  const companion = companionUrl && URL.canParse(companionUrl)
    ? ` ${new URL(companionUrl).origin}`
    : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'${companion}`,
    `style-src 'nonce-${nonce}'`,
    `connect-src 'self'${companion}`,
    `img-src 'self' blob: data:${companion}`,
    `media-src blob:${companion}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ");
}
