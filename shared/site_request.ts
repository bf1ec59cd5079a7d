/** The headers of what companion and site say to each other. */
export const TIMESTAMP_HEADER = "x-relevo-timestamp";
export const SIGNATURE_HEADER = "x-relevo-signature";

/** Names a call in the logs of both sides: when, and the first conversation that it is about. It decides nothing. */
export const CALL_HEADER = "x-relevo-call";

/** How old a signed request may be. */
export const MAX_REQUEST_AGE_MS = 5 * 60 * 1000;

/** What is signed. */
export interface SiteRequest {
  /** Milliseconds since 1970, as decimal text. */
  timestamp: string;
  /** Upper case. */
  method: string;
  /** With its query; begins with `/_functions` on the site, `/webhook` on the companion. */
  path: string;
  body: string;
}

/** The text whose HMAC-SHA256, in lower-case hex, with the shared secret as key, is the signature. */
export function signedText(
  { timestamp, method, path, body }: SiteRequest,
): string {
  return `${timestamp}.${method}.${path}.${body}`;
}

/** Whether the timestamp is a number of milliseconds no further than five minutes from now. */
export function isFresh(timestamp: string, now: Date): boolean {
  return /^\d{1,15}$/.test(timestamp) &&
    Math.abs(now.getTime() - Number(timestamp)) <= MAX_REQUEST_AGE_MS;
}
