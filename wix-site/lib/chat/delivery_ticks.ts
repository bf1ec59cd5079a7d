import { css, html, nothing, type TemplateResult } from "lit";
import type { DeliveryStatus } from "../../../shared/delivery.ts";
import { texts } from "./texts.ts";

/** What an agent sees of a delivery: a clock, one tick, two, two blue ones, or a warning. */
export type Tick =
  | "clock"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "unknown";

const TICKS: Readonly<Record<DeliveryStatus, Tick | null>> = {
  received: null,
  pending: "clock",
  accepted: "clock",
  scheduled: "clock",
  queued: "clock",
  sending: "clock",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "failed",
  undelivered: "failed",
  canceled: "failed",
  unknown: "unknown",
};

const PATHS: Readonly<Record<Tick, string>> = {
  clock: "M10 2.6a5.4 5.4 0 1 0 0 10.8 5.4 5.4 0 0 0 0-10.8ZM10 5.2V8l2 1.3",
  sent: "m5.5 8.6 3 3 6-7",
  delivered: "m2 8.6 3 3 6-7M9.2 10.9l.7.7 6-7",
  read: "m2 8.6 3 3 6-7M9.2 10.9l.7.7 6-7",
  failed:
    "M10 2.6a5.4 5.4 0 1 0 0 10.8 5.4 5.4 0 0 0 0-10.8ZM10 5.3v3.2M10 10.7v.1",
  unknown:
    "M10 2.6a5.4 5.4 0 1 0 0 10.8 5.4 5.4 0 0 0 0-10.8ZM8.6 6.7a1.4 1.4 0 1 1 2.1 1.2c-.5.3-.7.6-.7 1M10 11v.1",
};

/** Which tick a status has; `null` for a customer's own message. */
export function tickOf(status: DeliveryStatus): Tick | null {
  return TICKS[status] ?? null;
}

/** The tick as a drawing with its word for screen readers. */
export function deliveryTicks(
  status: DeliveryStatus,
): TemplateResult | typeof nothing {
  const tick = tickOf(status);
  if (!tick) return nothing;
  const words = texts().status;
  const word = tick === "clock" ? words.waiting : words[tick];
  return html`
    <svg class="ticks ${tick}" viewBox="0 0 18 16" role="img"
      aria-label=${word}>
      <path d=${PATHS[tick]}></path>
    </svg>
  `;
}

export const tickStyles = css`
  .ticks {
    width: 1.125rem;
    height: 1rem;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -0.2em;
  }

  /* One tick stands alone where two would begin. */
  .ticks.sent {
    margin-inline: -0.1875rem 0.0625rem;
  }

  .ticks.read {
    color: var(--read);
  }

  .ticks.failed,
  .ticks.unknown {
    color: var(--danger);
  }
`;
