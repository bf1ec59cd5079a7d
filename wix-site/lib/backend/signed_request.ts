import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import {
  isFresh,
  SIGNATURE_HEADER,
  signedText,
  TIMESTAMP_HEADER,
} from "../../../shared/site_request.ts";
import type { HttpRequest } from "./http_request.ts";
import { sharedSecrets, sharedSecretsAgain } from "./site_secret.ts";

/** Whether the companion sent this, with one of the shared secrets, within the last five minutes. */
export async function isFromCompanion(
  request: HttpRequest,
  body: string,
): Promise<boolean> {
  const timestamp = request.headers[TIMESTAMP_HEADER] ?? "";
  const signature = request.headers[SIGNATURE_HEADER] ?? "";
  if (!isFresh(timestamp, new Date()) || !/^[0-9a-f]{64}$/.test(signature)) {
    return false;
  }
  const text = signedText({
    timestamp,
    method: request.method.toUpperCase(),
    path: pathOf(request.url),
    body,
  });
  return isSignedWith(await sharedSecrets(), text, signature) ||
    isSignedWith(await sharedSecretsAgain(), text, signature);
}

function isSignedWith(
  secrets: readonly string[],
  text: string,
  signature: string,
): boolean {
  const given = Buffer.from(signature, "hex");
  return secrets.some((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(text).digest(), given)
  );
}

/** The host in `url` may be another than the one that was called; a free site's path has its name in front. */
function pathOf(url: string): string {
  const start = url.indexOf("/_functions");
  return start < 0 ? url : url.slice(start);
}
