import { configure, jsonLinesFormatter, type LogLevel } from "@logtape/logtape";
import { maskNumbers } from "./telemetry/mask_numbers.ts";

/**
 * Sends logs to stderr, one JSON object a line. What is logged names routes by their pattern,
 * messages and conversations by their id: never a number, never a word of a message.
 */
export async function startLogs(level: LogLevel): Promise<void> {
  const encoder = new TextEncoder();
  await configure({
    reset: true,
    sinks: {
      stderr: (record) =>
        void Deno.stderr.writeSync(
          encoder.encode(maskNumbers(jsonLinesFormatter(record))),
        ),
    },
    loggers: [
      { category: "relevo", lowestLevel: level, sinks: ["stderr"] },
      {
        category: ["logtape", "meta"],
        lowestLevel: "warning",
        sinks: ["stderr"],
      },
    ],
  });
}
