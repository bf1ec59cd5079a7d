import { type HealthState, waitingForPerson } from "./health_state.ts";
import { texts } from "./texts.ts";

/** What the meter says in one line: the gravest thing first. */
export function meterWords({ detail, isOld }: HealthState): string {
  const words = texts().health;
  if (!detail) return isOld ? words.old : words.starting;
  const { state, missing, behind_wix, here } = detail.zero_loss;
  if (state === "missing") return words.missing(missing, count(missing));
  if (isOld) return words.old;
  if (state === "twilio_away") return words.twilioAway;
  if (state === "wix_behind") return words.wixBehind(count(behind_wix));
  const stuck = waitingForPerson(detail);
  if (stuck > 0) return words.stuck(stuck, count(stuck));
  return state === "starting" ? words.starting : words.ok(here, count(here));
}

/** A whole number as people write it: `1.234`. */
export function count(value: number): string {
  return new Intl.NumberFormat(texts().language, { useGrouping: "always" })
    .format(value);
}
