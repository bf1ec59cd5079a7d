/** The companion as `companion/main.ts` starts it, but at the pace that `RELEVO_TEST_PACE` says. */
import { startCompanion } from "../../companion/companion.ts";
import { startLogs } from "../../companion/logs.ts";
import { readSettings } from "../../companion/settings.ts";

const settings = readSettings(Deno.env.toObject());
await startLogs(settings.logLevel);
const companion = await startCompanion(settings, {
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  pace: JSON.parse(Deno.env.get("RELEVO_TEST_PACE")!),
});
console.log(JSON.stringify({ listening: companion.url }));
await Deno.stdin.readable.pipeTo(new WritableStream());
await companion.stop();
Deno.exit(0);
