import { createHmac } from "node:crypto";

/**
 * Twilio's signature over the address exactly as configured and the form's parameters.
 * Source: https://www.twilio.com/docs/usage/security
 */
export function sign(
  authToken: string,
  url: string,
  params: Readonly<Record<string, string | readonly string[]>>,
): string {
  const signed = Object.keys(params).sort().reduce(
    (text, key) => text + valuesOf(params[key]!).map((v) => key + v).join(""),
    url,
  );
  return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}

function valuesOf(value: string | readonly string[]): string[] {
  return typeof value === "string" ? [value] : [...new Set(value)].sort();
}
