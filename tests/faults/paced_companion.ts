/** The companion as `companion/main.ts` starts it, but at the pace and with the quotas that `RELEVO_TEST_…` say. */
import { startCompanion } from "../../companion/companion.ts";
import { startLogs } from "../../companion/logs.ts";
import { readSettings } from "../../companion/settings.ts";

const settings = readSettings(Deno.env.toObject());
await startLogs(settings.logLevel);
const companion = await startCompanion(settings, {
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  pace: given("RELEVO_TEST_PACE"),
  quotas: given("RELEVO_TEST_QUOTAS"),
});
console.log(JSON.stringify({ listening: companion.url }));
await Deno.stdin.readable.pipeTo(new WritableStream());
await companion.stop();
Deno.exit(0);

function given(name: string) {
  const text = Deno.env.get(name);
  return text === undefined ? undefined : JSON.parse(text);
}
