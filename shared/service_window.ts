/**
 * How long after a customer's last message a business may answer freely.
 * Source: https://www.twilio.com/docs/whatsapp/key-concepts
 */
export const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** When the window closes, or `null` when the customer has never written. */
export function windowExpiresAt(lastInboundAt: Date | null): Date | null {
  return lastInboundAt && new Date(lastInboundAt.getTime() + SERVICE_WINDOW_MS);
}

/** Whether a free-form message may be sent now. Only the customer's own messages open the window. */
export function isServiceWindowOpen(
  lastInboundAt: Date | null,
  now: Date,
): boolean {
  const end = windowExpiresAt(lastInboundAt);
  return end !== null && now < end;
}
