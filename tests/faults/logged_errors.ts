import type { KeptLogs } from "../door_logs.ts";

/** What was logged as an error since the last time: bugs, and what the database refused. */
export function errorsIn(logs: KeptLogs): unknown[] {
  return logs.records.splice(0)
    .filter(({ level }) => level === "error" || level === "fatal")
    .map(({ message, properties }) => ({ message, properties }));
}
