const DAY_MS = 24 * 60 * 60 * 1000;

/** What a day is called: today, yesterday, or its date. */
export type DayName =
  | { day: "today" | "yesterday" }
  | { day: "other"; date: string };

/** The clock of a moment in the reader's zone: `09:05`. */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The day of a moment as the reader at `now` would name it; another year's is written with it. */
export function dayName(iso: string, now: number): DayName {
  const at = new Date(iso);
  const daysAgo = Math.round((midnight(now) - midnight(at.getTime())) / DAY_MS);
  if (daysAgo <= 0) return { day: "today" };
  if (daysAgo === 1) return { day: "yesterday" };
  const dayAndMonth = `${two(at.getDate())}/${two(at.getMonth() + 1)}`;
  const isThisYear = at.getFullYear() === new Date(now).getFullYear();
  return {
    day: "other",
    date: isThisYear ? dayAndMonth : `${dayAndMonth}/${at.getFullYear()}`,
  };
}

/** Whether both moments lie on one day of the reader's calendar. */
export function isSameDay(one: string, other: string): boolean {
  return midnight(Date.parse(one)) === midnight(Date.parse(other));
}

/** Whole hours and minutes until a moment; both 0 when it has passed. */
export function timeLeft(
  iso: string,
  now: number,
): { hours: number; minutes: number } {
  const minutes = Math.max(0, Math.ceil((Date.parse(iso) - now) / 60_000));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

function midnight(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
