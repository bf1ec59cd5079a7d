import { it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import { message, startSite } from "./site_caller.ts";

it("a function of the site says that it may be asked again, before Wix ends it", async () => {
  await using site = await startSite({ dataMs: 60_000 });
  await site.fault({ path: "/wix-data/v2", delayMs: 12_500, times: 2 });
  const started = performance.now();

  const { status, json } = await site.save({
    userId: "57601",
    mensajes: [message("t1", 1)],
  });

  assertEquals([status, json.retryable], [503, true]);
  assert(performance.now() - started < 13_500);
});
