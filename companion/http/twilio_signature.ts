import { createHmac, timingSafeEqual } from "node:crypto";
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import type { FormParams } from "./form_params.ts";

/** A request, as its sender signed it. */
export interface SignedCall {
  signature: string;
  /** Whole, as Twilio was told it. */
  url: string;
  params: FormParams;
}

/**
 * Whether Twilio signed this with the account's token. Nearly all are signed over the address as it is:
 * that one is tried first, and what Twilio's own check tries besides only then.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function isSignedWith(token: string, call: SignedCall): boolean {
  return isSignedAsItIs(token, call) ||
    validateRequest(token, call.signature, call.url, call.params);
}

function isSignedAsItIs(
  token: string,
  { signature, url, params }: SignedCall,
): boolean {
  let text = url;
  for (const name of Object.keys(params).sort()) {
    const value = params[name]!;
    if (typeof value !== "string") return false;
    text += name + value;
  }
  const expected = createHmac("sha1", token).update(text).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
