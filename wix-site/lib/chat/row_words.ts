import type { ConversationSummary } from "../../../shared/conversation.ts";
import { SERVICE_WINDOW_MS } from "../../../shared/service_window.ts";
import type { ActRow } from "./acts_answers.ts";
import { listWords } from "./list_texts.ts";
import { prettyNumber } from "./phones.ts";
import { texts } from "./texts.ts";
import { clockTime, dayName, timeLeft } from "./times.ts";

/** When the window's end comes this near, the list says so. */
const SOON_HOURS = 4;
/** From these on a customer's wait is told, and is long. */
const WAIT_MINUTES = 10;
const LONG_WAIT_MINUTES = 60;
const MINUTE_MS = 60_000;

/** What a customer is called: the name, else the number, else that it is hidden. */
export function rowName(
  row: Pick<ConversationSummary, "nombre" | "numero">,
): string {
  if (row.nombre.trim()) return row.nombre;
  return row.numero ? prettyNumber(row.numero) : texts().list.hiddenNumber;
}

/** When it was, shortly: `09:05` today, `Ayer`, else the date. */
export function rowTime(iso: string, now: number): string {
  const name = dayName(iso, now);
  if (name.day === "today") return clockTime(iso);
  return name.day === "other" ? name.date : texts().yesterday;
}

/** What a day is called between messages. */
export function dayTitle(iso: string, now: number): string {
  const name = dayName(iso, now);
  if (name.day === "other") return name.date;
  return name.day === "today" ? texts().today : texts().yesterday;
}

/** How long one may still answer, in words; `null` when one may not. */
export function windowLeft(expiresAt: string | null, now: number) {
  if (expiresAt === null) return null;
  // The page's clock ticks now and then: right after a message it is behind the window's beginning.
  const opened = Date.parse(expiresAt) - SERVICE_WINDOW_MS;
  const left = timeLeft(expiresAt, Math.max(now, opened));
  if (left.hours + left.minutes === 0) return null;
  return texts().left(left.hours, left.minutes);
}

/** A small remark at the end of a row. */
export interface RowHint {
  kind: "soon" | "closed" | "wait" | "long";
  title: string;
  short: string;
}

/** What the list says of the window: nothing while there is plenty of time. */
export function windowHint(
  row: Pick<ConversationSummary, "window_expires_at">,
  now: number,
): RowHint | null {
  const words = texts().list;
  const left = windowLeft(row.window_expires_at, now);
  if (left === null) {
    return { kind: "closed", title: words.windowClosed, short: "" };
  }
  const { hours, minutes } = timeLeft(row.window_expires_at!, now);
  if (hours >= SOON_HOURS) return null;
  const short = hours > 0 ? `${hours} h` : `${minutes} min`;
  return { kind: "soon", title: words.windowSoon(left), short };
}

/** How long a customer has had no answer; nothing while it is short. */
export function waitHint(
  { esperando_desde: since }: Pick<ActRow, "esperando_desde">,
  now: number,
): RowHint | null {
  const minutes = since ? (now - Date.parse(since)) / MINUTE_MS : 0;
  if (minutes < WAIT_MINUTES) return null;
  const short = shortTime(minutes);
  return {
    kind: minutes < LONG_WAIT_MINUTES ? "wait" : "long",
    title: listWords().waits(short),
    short,
  };
}

/** A stretch of time in its largest unit: `12 min`, `3 h`, `2 d`. */
export function shortTime(minutes: number): string {
  if (minutes < 60) return `${Math.floor(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** A colleague's name where there is little room: `Ana R.` */
export function shortName(name: string): string {
  const [first = "", ...others] = name.trim().split(/\s+/);
  return others.length > 0 ? `${first} ${[...others[0]!][0]}.` : first;
}
