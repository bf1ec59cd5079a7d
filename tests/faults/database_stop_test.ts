import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { migrate } from "../../companion/store/migrate.ts";
import { startPostgres } from "../../scripts/postgres.ts";
import { audit } from "../audit.ts";
import { openPage } from "../page_script.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { until } from "../until.ts";
import { startFleet } from "./fleet.ts";
import { IS_FULL, PACE } from "./full_size.ts";
import { settleFleet } from "./settle_fleet.ts";
import { answerOneIn, letCustomersWrite } from "./traffic.ts";

const { MESSAGES, CUSTOMERS, ONE_IN, STOPS } = IS_FULL
  ? { MESSAGES: 4_000, CUSTOMERS: 300, ONE_IN: 20, STOPS: 6 }
  : { MESSAGES: 200, CUSTOMERS: 20, ONE_IN: 6, STOPS: 2 };

describe("Postgres", () => {
  it(`stopped and started ${STOPS} times, every other time without a farewell: all is everywhere, once, in order`, async () => {
    await using folder = await temporaryFolder();
    let postgres = await startPostgres({ dataDir: folder.path });
    await using stack = new AsyncDisposableStack();
    stack.defer(() => postgres.stop());
    const { url: databaseUrl } = postgres;
    await migrate(databaseUrl);
    await using fleet = await startFleet({
      agents: ["ana", "luis"],
      pace: PACE,
      databaseUrl,
    });
    await using ana = await openPage(fleet, "ana", answerOneIn(ONE_IN));
    await using luis = await openPage(fleet, "luis", answerOneIn(ONE_IN));
    let stops = 0;
    let stopping = Promise.resolve();

    async function stopAndStart(isSudden: boolean): Promise<void> {
      if (isSudden) Deno.kill(postgres.pid, "SIGQUIT");
      await postgres.stop();
      await until("the companion says so", async () => {
        return await healthOf(fleet.companions[0]!.url) === 503;
      });
      postgres = await startPostgres({
        dataDir: folder.path,
        port: Number(new URL(databaseUrl).port),
      });
      await until("the companion is well again", async () => {
        return await healthOf(fleet.companions[0]!.url) === 200;
      });
    }

    await letCustomersWrite(fleet.twilio, {
      messages: MESSAGES,
      customers: CUSTOMERS,
      onTaken(count) {
        if (count % Math.floor(MESSAGES / (STOPS + 1)) !== 0) return;
        if (stops === STOPS) return;
        const isSudden = stops++ % 2 === 1;
        stopping = stopping.then(() => stopAndStart(isSudden));
      },
    });
    await stopping;
    const sentAgain = await settleFleet(fleet, { ana, luis });

    await audit(fleet, { ana, luis }, { sentAgain });
    assertEquals(stops, STOPS);
    assertEquals(fleet.companions.length, 1);
  });
});

async function healthOf(url: string): Promise<number | null> {
  const response = await fetch(`${url}/health`).catch(() => null);
  await response?.body?.cancel();
  return response?.status ?? null;
}
