import { actsWords } from "./acts_texts.ts";
import { momentWords } from "./moment_words.ts";
import { texts } from "./texts.ts";
import { clockTime } from "./times.ts";

/** A moment that may lie ahead, as people name it: `hoy 15:00`, `mañana 08:00`, `lun 30 nov 08:00`. */
export function comingWords(iso: string, now: number): string {
  const at = new Date(iso);
  const days = daysBetween(new Date(now), at);
  if (days <= 0) return momentWords(iso, now);
  if (days === 1) return `${actsWords().tomorrow} ${clockTime(iso)}`;
  const date = at.toLocaleDateString(texts().language, {
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  return `${date} ${clockTime(iso)}`;
}

/** Midnights from one to the other; a day of 23 or 25 hours is one too. */
function daysBetween(one: Date, other: Date): number {
  const midnight = (date: Date) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(other) - midnight(one)) / 86_400_000);
}
