import { configure, type LogRecord, reset } from "@logtape/logtape";

/** What the log would say while a test runs. */
export interface KeptLogs extends AsyncDisposable {
  records: LogRecord[];
  /** Each record whole, as text. */
  lines(): string[];
}

/** Keeps every record, the smallest too. One at a time: the log is the process's own. */
export async function keepLogs(): Promise<KeptLogs> {
  const records: LogRecord[] = [];
  await configure({
    reset: true,
    sinks: { kept: (record) => void records.push(record) },
    loggers: [
      { category: "relevo", lowestLevel: "trace", sinks: ["kept"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["kept"] },
    ],
  });
  return {
    records,
    lines: () =>
      records.map(({ category, level, message, properties }) =>
        JSON.stringify([category, level, message, properties])
      ),
    [Symbol.asyncDispose]: () => reset(),
  };
}
