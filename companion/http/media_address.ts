import { createHmac, timingSafeEqual } from "node:crypto";

/** Signed addresses of files: for one agent, or for the provider who fetches what we send. */
export interface MediaAddresses {
  forAgent(mediaId: string, agentId: number, now: Date): string;
  forProvider(mediaId: string, now: Date): string;
  /** Who may fetch by this address: an agent, the provider (`0`), or nobody (`null`). */
  reader(url: URL, now: Date): { mediaId: string; agentId: number } | null;
}

const STEP_S = 5 * 60;
// Twilio may keep a message waiting for hours before it fetches the file.
const PROVIDER_S = 24 * 60 * 60;
const PROVIDER = 0;

/** Signs with the first secret, accepts all. Times come in steps, so that a browser can keep what it has. */
export function mediaAddresses(
  publicUrl: () => string,
  secrets: readonly string[],
): MediaAddresses {
  const addressOf = (mediaId: string, agentId: number, expires: number) => {
    const signature = sign(secrets[0]!, mediaId, agentId, expires);
    return `${publicUrl()}/media/${mediaId}?a=${agentId}&e=${expires}&s=${signature}`;
  };
  const stepAfter = (now: Date, seconds: number) =>
    (Math.ceil(now.getTime() / 1000 / STEP_S) * STEP_S) + seconds;
  return {
    forAgent: (mediaId, agentId, now) =>
      addressOf(mediaId, agentId, stepAfter(now, STEP_S)),
    forProvider: (mediaId, now) =>
      addressOf(mediaId, PROVIDER, stepAfter(now, PROVIDER_S)),
    reader(url, now) {
      const mediaId = /^\/media\/([0-9a-f-]{36})$/.exec(url.pathname)?.[1];
      const [agentId, expires] = [
        Number(url.searchParams.get("a")),
        Number(url.searchParams.get("e")),
      ];
      const given = url.searchParams.get("s") ?? "";
      if (
        !mediaId || !Number.isSafeInteger(agentId) ||
        !(expires * 1000 > now.getTime())
      ) return null;
      const isOurs = secrets.some((secret) =>
        isEqual(given, sign(secret, mediaId, agentId, expires))
      );
      return isOurs ? { mediaId, agentId } : null;
    },
  };
}

function sign(
  secret: string,
  mediaId: string,
  agentId: number,
  expires: number,
): string {
  return createHmac("sha256", secret).update(
    `media.${mediaId}.${agentId}.${expires}`,
  ).digest("base64url");
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [
    new TextEncoder().encode(a),
    new TextEncoder().encode(b),
  ];
  return left.length === right.length && timingSafeEqual(left, right);
}
