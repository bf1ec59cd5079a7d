/** Which scripts, pictures and connections the page may have: its own, and the companion's. */
export function contentPolicy(
  nonce: string,
  companionUrl: string | undefined,
): string {
  const companion = companionUrl && URL.canParse(companionUrl)
    ? ` ${new URL(companionUrl).origin}`
    : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    `connect-src 'self'${companion}`,
    `img-src 'self' blob: data:${companion}`,
    `media-src 'self' blob: data:${companion}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
