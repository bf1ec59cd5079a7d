/** What the page reads from its own token; the companion alone judges it. */
export interface TokenFacts {
  /** The member's id. */
  sub: string;
  /** ms since 1970. */
  expiresAt: number;
}

/** Reads a token's facts; `null` when it isn't one. */
export function readToken(token: string): TokenFacts | null {
  const payload = token.split(".")[1];
  if (!payload) return null;
  try {
    const claims = JSON.parse(fromBase64Url(payload));
    if (typeof claims.sub !== "string" || typeof claims.exp !== "number") {
      return null;
    }
    return { sub: claims.sub, expiresAt: claims.exp * 1000 };
  } catch {
    return null;
  }
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
