import type { HealthDetail } from "../../../shared/health_detail.ts";
import type { StuckLane } from "../../../shared/troubles.ts";

/** What a supervisor sees of how the service fares. */
export interface HealthState {
  /** As last told; `null` before the first time. */
  detail: HealthDetail | null;
  /** The newest question got no answer: what is shown is of before. */
  isOld: boolean;
  /** Lanes that wait for a person, the longest first. */
  stuck: readonly StuckLane[];
  /** A person has just asked for something. */
  isBusy: boolean;
}

export const UNKNOWN_HEALTH: HealthState = {
  detail: null,
  isOld: false,
  stuck: [],
  isBusy: false,
};

/** How loudly the meter speaks. */
export type Tone = "calm" | "warning" | "danger";

/** How many things wait for a person: lanes, messages nobody could take, lines that are refused. */
export function waitingForPerson(
  { outbox, webhooks, stopped_lines }: HealthDetail,
): number {
  return outbox.stopped + webhooks.unknown_line + webhooks.unreadable +
    stopped_lines.length;
}

/** A loss alarms; what mends itself, or a person can mend, warns. */
export function toneOf({ detail, isOld }: HealthState): Tone {
  if (detail?.zero_loss.state === "missing") return "danger";
  const isWell = detail === null ||
    ["ok", "starting"].includes(detail.zero_loss.state) &&
      waitingForPerson(detail) === 0;
  return isWell && !isOld ? "calm" : "warning";
}
