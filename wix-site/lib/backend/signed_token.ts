import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";

/**
 * A JSON Web Token with these claims, signed by HMAC-SHA256.
 * Source: https://www.rfc-editor.org/rfc/rfc7519
 * @throws when the secret is too short to be one
 */
export function signToken(claims: object, secret: string): string {
  if (secret.length < 32) {
    throw new Error(
      "Cannot sign token: the secret is shorter than 32 characters",
    );
  }
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  const signature = createHmac("sha256", secret).update(text)
    .digest("base64url");
  return `${text}.${signature}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}
