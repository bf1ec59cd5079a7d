/**
 * The companion: reads its settings once, wires its parts, opens its doors and does what the
 * outbox promises, until it is asked to stop.
 */
import { startCompanion } from "./companion.ts";
import { startLogs } from "./logs.ts";
import { readSettings, type Settings } from "./settings.ts";
import { startTraces } from "./telemetry/spans.ts";
import { startFailure } from "./start_failure.ts";

let settings: Settings | null = null;
try {
  settings = readSettings(Deno.env.toObject());
  await startLogs(settings.logLevel);
  // Deno's own switch, which it has obeyed before we came to run.
  if (["true", "1"].includes(Deno.env.get("OTEL_DENO") ?? "")) startTraces();
  const companion = await startCompanion(settings, {
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  });
  console.log(JSON.stringify({ listening: companion.url }));
  await askedToStop();
  await companion.stop();
  Deno.exit(0);
} catch (error) {
  const why = startFailure(error, settings);
  if (why === null) throw error;
  console.error(why);
  Deno.exit(1);
}

/** Resolves at the first signal, or when the parent that holds our stdin is gone. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      Deno.addSignalListener(signal, () => resolve());
    }
    if (Deno.env.get("RELEVO_PARENT_PIPE") === "1") {
      Deno.stdin.readable.pipeTo(new WritableStream()).finally(resolve);
    }
  });
}
