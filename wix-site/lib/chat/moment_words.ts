import { texts } from "./texts.ts";
import { clockTime, dayName } from "./times.ts";

/** A moment as people name it: `hoy 09:05`. */
export function momentWords(iso: string, now: number): string {
  const words = texts();
  const name = dayName(iso, now);
  const day = name.day === "other" ? name.date : words[name.day].toLowerCase();
  return `${day} ${clockTime(iso)}`;
}
