import type { SandboxPhone } from "../records.ts";

const WINDOW_MS = 24 * 60 * 60 * 1_000;

/**
 * Whether a line may write freely: within 24 hours of the customer's last message to it.
 * Source: https://www.twilio.com/docs/whatsapp/key-concepts
 */
export function isWindowOpen(
  { windows }: SandboxPhone,
  { line, now }: { line: string; now: number },
): boolean {
  const lastAt = windows[line];
  return lastAt !== undefined && now - lastAt < WINDOW_MS;
}
