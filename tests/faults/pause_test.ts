import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { audit } from "../audit.ts";
import { type Inbox, startInbox } from "../inbox.ts";
import { openPage } from "../page_script.ts";
import { GREEDY_PAGES, IS_FULL } from "./full_size.ts";
import { findSkips, type LedgerTurn, readTurns } from "./replayed_turns.ts";
import { settleFleet } from "./settle_fleet.ts";
import { letCustomersWrite } from "./traffic.ts";

const AGENTS = ["ana", "luis", "eva", "raul"];
const CUSTOMERS = IS_FULL ? 1_500 : 300;

describe("an agent paused in the middle of a burst", () => {
  it("gets nothing new from then on, keeps what is theirs, and the turns of the others skip nobody", async () => {
    await using inbox = await startInbox({
      agents: AGENTS,
      settings: GREEDY_PAGES,
    });
    await using ana = await openPage(inbox, "ana");
    await using luis = await openPage(inbox, "luis");
    await using eva = await openPage(inbox, "eva");
    const raul = await inbox.agentId("raul");
    const moments: Record<string, Moment> = {};
    let acting = Promise.resolve();
    let pausedAt: number | null = null;
    let isAskedBack = false;
    const act = (name: string, isPaused: boolean) => {
      acting = acting.then(async () => {
        moments[name] = await setPaused(inbox, raul, isPaused);
      });
    };

    await letCustomersWrite(inbox.twilio, {
      messages: 2 * CUSTOMERS,
      customers: CUSTOMERS,
      atOnce: 32,
      onTaken(count) {
        if (count === Math.floor(CUSTOMERS / 6)) act("paused", true);
        pausedAt ??= moments.paused ? count : null;
        if (pausedAt === null || isAskedBack) return;
        if (count < pausedAt + CUSTOMERS / 4) return;
        isAskedBack = true;
        act("back", false);
      },
    });
    if (!isAskedBack) act("back", false);
    await acting;
    await settleFleet(inbox, {});
    await using late = await openPage(inbox, "raul");

    const turns = await readTurns(inbox.sql);
    const { paused, back } = moments;
    const without = turns.filter(({ eligible }) => !eligible.includes(raul));
    assertEquals(await findSkips(inbox.sql, turns), []);
    assert(without.length > 0, "Nobody came while they were paused");
    assertEquals(
      without,
      turns.slice(without[0]!.turn - 1, without.at(-1)!.turn),
    );
    liesBetween(without[0]!, paused!);
    liesBetween({ ...without[0]!, turn: without.at(-1)!.turn + 1 }, back!);
    const pages = { ana, luis, eva, raul: late };
    const { messages } = await audit(inbox, pages);
    assertEquals(messages, 2 * CUSTOMERS);
    assert(late.threads().size > 0, "They kept nothing");
  });
});

/** How many turns there were right before it was asked for, and right after it was answered. */
interface Moment {
  before: number;
  after: number;
}

async function setPaused(
  inbox: Inbox,
  agentId: number,
  isPaused: boolean,
): Promise<Moment> {
  const before = (await readTurns(inbox.sql)).length;
  const { status } = await inbox.as("sofia", `/api/agentes/${agentId}`, {
    method: "PATCH",
    json: { pausado: isPaused },
  });
  assertEquals(status, 200);
  return { before, after: (await readTurns(inbox.sql)).length };
}

/** The first turn of the new order was taken around that moment: not before it, and at the latest right after it. */
function liesBetween({ turn }: LedgerTurn, { before, after }: Moment): void {
  assert(turn > before && turn <= after + 1, `${turn}: ${before} to ${after}`);
}
