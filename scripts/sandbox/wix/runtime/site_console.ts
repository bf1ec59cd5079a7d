import { keepEvents } from "./site_events.ts";

type Level = "debug" | "log" | "info" | "warn" | "error";

/** The console of the site's backend. What went wrong is seen in the terminal as well. */
export const console: Pick<Console, Level> = {
  debug: keepEvents("debug"),
  log: keepEvents("log"),
  info: keepEvents("info"),
  warn: alsoShown("warn"),
  error: alsoShown("error"),
};

function alsoShown(level: "warn" | "error"): (...said: unknown[]) => void {
  const keep = keepEvents(level);
  return (...said) => {
    keep(...said);
    globalThis.console[level](...said);
  };
}
