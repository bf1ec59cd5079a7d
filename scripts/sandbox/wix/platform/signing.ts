import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

/** A claim that only this stand-in can have made: `<prefix>.<signature>.<base64url of JSON>`. */
export function sign(key: string, prefix: string, claim: object): string {
  const text = Buffer.from(JSON.stringify(claim)).toString("base64url");
  return `${prefix}.${signature(key, prefix, text)}.${text}`;
}

/** What was signed; `null` when it was not, or for another purpose. */
export function readSigned<T>(
  key: string,
  prefix: string,
  token: string,
): T | null {
  const [head, given = "", text = ""] = token.split(".");
  if (head !== prefix) return null;
  const wanted = Buffer.from(signature(key, prefix, text));
  const found = Buffer.from(given);
  if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) {
    return null;
  }
  return JSON.parse(Buffer.from(text, "base64url").toString()) as T;
}

function signature(key: string, prefix: string, text: string): string {
  return createHmac("sha256", key).update(`${prefix}.${text}`).digest(
    "base64url",
  );
}
