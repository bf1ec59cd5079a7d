import type { Rate } from "../store/rates.ts";

/** What other companies let through. */
export interface Quotas {
  /** Calls of Wix Data that write. */
  wixWritesPerMinute: number;
  /** Messages of one line. */
  twilioSendsPerSecond: number;
  /** Messages to one customer: one in so many milliseconds, after so many at once. */
  customerEveryMs: number;
  customerAtOnce: number;
  /** How long the minute is that Wix counts by. Tests are in more of a hurry. */
  minuteMs: number;
}

/**
 * WhatsApp lets through about one message each 6 s to the same person, and up to 45 at once at the cost of
 * those to come. A few fewer: its clock is not ours, and the phone's own app may write to them too.
 * Source: https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-quotas
 */
export const WHATSAPP_QUOTAS = { customerEveryMs: 6000, customerAtOnce: 40 };

/** Of each limit, what is taken steadily, and what at once after a rest. The rest of it is for calls that are long on their way. */
const STEADY = 0.9;
const AT_ONCE = 0.05;

/** What the whole house writes to Wix Data. */
export function wixRate({ wixWritesPerMinute, minuteMs }: Quotas): Rate {
  return below(wixWritesPerMinute, { name: "wix", windowMs: minuteMs });
}

/** What one line sends. */
export function lineRate({ twilioSendsPerSecond }: Quotas, id: number): Rate {
  return below(twilioSendsPerSecond, { name: `line ${id}`, windowMs: 1000 });
}

/** What one line sends to one customer: that is one conversation. */
export function customerRate(
  { customerEveryMs, customerAtOnce }: Quotas,
  conversationId: string,
): Rate {
  return {
    name: `customer ${conversationId}`,
    everyMs: customerEveryMs,
    aheadMs: customerEveryMs * (customerAtOnce - 1),
  };
}

/** A rate that stays below a limit, wherever the window begins that the other company counts by. */
function below(
  limit: number,
  { name, windowMs }: { name: string; windowMs: number },
): Rate {
  const everyMs = windowMs / (limit * STEADY);
  return { name, everyMs, aheadMs: everyMs * limit * AT_ONCE };
}
