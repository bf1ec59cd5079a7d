const HOUR_MS = 60 * 60 * 1000;
/** When an afternoon and a working day begin. */
const AFTERNOON = 15;
const MORNING = 8;

/** A moment to put a conversation off to. */
export interface SnoozeTime {
  name: "hour" | "afternoon" | "tomorrow" | "monday";
  at: Date;
}

/** What can be chosen at `now`, in the reader's zone; the afternoon only while it lies ahead. */
export function snoozeTimes(now: number): SnoozeTime[] {
  const afternoon = dayAt(now, 0, AFTERNOON);
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const times: SnoozeTime[] = [
    { name: "hour", at: new Date(now + HOUR_MS) },
    { name: "afternoon", at: afternoon },
    { name: "tomorrow", at: dayAt(now, 1, MORNING) },
    { name: "monday", at: dayAt(now, toMonday, MORNING) },
  ];
  return times.filter(({ name, at }) =>
    name !== "afternoon" || at.getTime() > now + HOUR_MS
  );
}

function dayAt(now: number, days: number, hour: number): Date {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(hour, 0, 0, 0);
  return day;
}
