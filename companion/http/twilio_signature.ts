import { hash, timingSafeEqual } from "node:crypto";
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
  const expected = hmacSha1(token, text);
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const BLOCK = 64;
const SHA1_BYTES = 20;
const MOST_KEYS = 1000;
const utf8 = new TextEncoder();
const pads = new Map<string, { inner: Uint8Array; outer: Uint8Array }>();
let room = new Uint8Array(4096);

/**
 * HMAC-SHA1 of the text, out of two whole hashes: the library's own object for it is a stream, and costs
 * several times as much to make as the hashes do. The same holds of its hashes as bytes, beside those as text.
 * Source: https://www.rfc-editor.org/rfc/rfc2104
 */
export function hmacSha1(key: string, text: string): Buffer {
  const { inner, outer } = padsOf(key);
  const most = BLOCK + text.length * 3;
  if (room.length < most) room = new Uint8Array(most);
  room.set(inner);
  const { written } = utf8.encodeInto(text, room.subarray(BLOCK));
  outer.set(sha1(room.subarray(0, BLOCK + written)), BLOCK);
  return sha1(outer);
}

/** The key, as it goes before the text and before the first hash, which has its room behind it. */
function padsOf(key: string) {
  let made = pads.get(key);
  if (made) return made;
  const bytes = utf8.encode(key);
  const block = new Uint8Array(BLOCK);
  block.set(bytes.length > BLOCK ? sha1(bytes) : bytes);
  made = {
    inner: block.map((byte) => byte ^ 0x36),
    outer: new Uint8Array(BLOCK + SHA1_BYTES),
  };
  made.outer.set(block.map((byte) => byte ^ 0x5c));
  if (pads.size >= MOST_KEYS) pads.clear();
  pads.set(key, made);
  return made;
}

function sha1(bytes: Uint8Array): Buffer {
  return Buffer.from(hash("sha1", bytes, "hex"), "hex");
}
