import type { SandboxPhone } from "./state.ts";

const WINDOW_MS = 24 * 60 * 60 * 1_000;

/**
 * Whether the business may write freely: within 24 hours of the customer's last message.
 * Source: https://www.twilio.com/docs/whatsapp/key-concepts
 */
export function isWindowOpen(
  { lastInboundAt }: SandboxPhone,
  now: number,
): boolean {
  return lastInboundAt !== null && now - lastInboundAt < WINDOW_MS;
}
