import { createHash } from "node:crypto";

/**
 * The id of a customer's message, made from the provider's, so that the same message has the
 * same id wherever and whenever it is met. A Twilio SID holds 128 bits already.
 */
export function messageIdOf(providerSid: string): string {
  const hex =
    /^[A-Z]{2}([0-9a-fA-F]{32})$/.exec(providerSid)?.[1]?.toLowerCase() ??
      createHash("sha256").update(providerSid).digest("hex").slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
