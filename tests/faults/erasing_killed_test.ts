import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { emailOf, tokenOf } from "../inbox.ts";
import { tracesOf } from "../traces.ts";
import { until } from "../until.ts";
import { startCompanionProcess } from "./companion_process.ts";
import { startSurroundings, SUPERVISOR } from "./surroundings.ts";

const KEY = "573001112233";
const MESSAGES = 12_000;

describe("a companion killed while it erases", () => {
  it("is followed by one that goes on where it was, and counts everything once", async () => {
    await using house = await startSurroundings(["ana"]);
    const { sql, site, twilio, settings } = house;
    await using first = await startCompanionProcess(settings);
    site.setSecret("RELEVO_COMPANION_URL", first.url);
    twilio.setWebhook(`${first.url}/webhook/twilio`);
    await twilio.inbound({ from: `+${KEY}`, body: "Palabra" });
    await house.quiet();
    await sql`
      insert into messages (conversation_id, position, id, line_id, direction, author, body, status, sent_at)
      select id, n, gen_random_uuid(), line_id, 'inbound', 'customer', 'Palabra ' || n, 'received', now()
      from conversations, generate_series(2, ${MESSAGES}) as n
    `;
    const erased = async () => {
      const [row] = await sql`select counts from erasures`;
      return Number(row?.counts.mensajes ?? 0);
    };

    const answer = await fetch(`${first.url}/api/conversacion/${KEY}/borrar`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${await tokenOf(site, emailOf(SUPERVISOR))}`,
      },
      body: JSON.stringify({ confirm: KEY }),
    });
    await answer.body?.cancel();
    assertEquals(answer.status, 200);
    await until("some are gone", async () => await erased() > 0);
    first.signal("SIGKILL");
    await first.ended;
    const left = MESSAGES - await erased();
    await using _second = await startCompanionProcess(settings);
    await house.quiet();

    assert(left > 0, "It was over before it was killed");
    assertEquals(await erased(), MESSAGES);
    const places = { sql, site, dataDir: settings.dataDir };
    assertEquals(await tracesOf(places, [KEY, "palabra"]), []);
  });
});
