import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import { startInbox } from "./inbox.ts";
import {
  compare,
  isHere,
  said,
  startComparing,
  writeUnheard,
} from "./reconciling.ts";
import { until } from "./until.ts";

const LISTING = "/2010-04-01";
const ALWAYS = 1_000_000;

describe("comparing while Twilio fails", () => {
  const ways = [
    { status: 429 },
    { status: 500 },
    { status: 401 },
    { drop: true },
    { delayMs: 1000 },
  ];

  it("goes on by itself when Twilio answers again, whatever it was", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    const { sql } = inbox;
    for (const [at, how] of ways.entries()) {
      const sids = await writeUnheard(
        inbox,
        { from: `+5730000001${at}1`, body: "Uno", media: ["image"] },
        { from: `+5730000001${at}2`, body: "Dos" },
      );
      await sql`update reconciliations set due_at = now()`;
      await orderFault(inbox.twilio, { path: LISTING, ...how, times: ALWAYS });
      await using _comparing = await startComparing(inbox, {
        pace: { callTimeoutMs: 200 },
      });
      await until(`${JSON.stringify(how)} is seen`, async () => {
        const [row] = await sql`select problem, attempts from reconciliations`;
        return row?.attempts > 1 && row?.problem !== null;
      });

      await clearFaults(inbox.twilio);
      await until("both are here", async () => {
        return await isHere(inbox, sids[0]!) && await isHere(inbox, sids[1]!);
      });
      await until("all is well", async () => {
        const [row] = await sql`select problem, attempts from reconciliations`;
        return row!.problem === null && row!.attempts === 0;
      });
    }
    const [row] = await sql`select count(*) from messages`;
    assertEquals(row!.count, 2 * ways.length);
  });

  it("lets a file that can't be listed hold up its own customer alone, and not for ever", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    const [sid] = await writeUnheard(
      inbox,
      { from: "+573000000001", body: "Con foto", media: ["image"] },
      { from: "+573000000001", body: "Y más" },
      { from: "+573000000002", body: "Yo no" },
    );
    const path = `${LISTING}/Accounts/AC00000000000000000000000000000001` +
      `/Messages/${sid}/Media.json`;
    await orderFault(inbox.twilio, { path, status: 404, times: ALWAYS });

    await using _comparing = await startComparing(inbox);
    await until("the other one is here", async () => {
      return (await said(inbox, "sofia", "573000000002")).length === 1;
    });
    const meanwhile = await said(inbox, "sofia", "573000000001");
    await until("its words are here", async () => {
      return (await said(inbox, "sofia", "573000000001")).length === 2;
    });

    assertEquals(meanwhile, []);
    assertEquals(await said(inbox, "ana", "573000000001"), [
      "Con foto",
      "Y más",
    ]);
  });

  it("that finds no end says so, and takes nothing for settled", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await writeUnheard(
      inbox,
      ...["Uno", "Dos", "Tres"].map((body) => ({
        from: "+573000000001",
        body,
      })),
    );

    await using _comparing = await startComparing(inbox, {
      pace: { pageSize: 1, mostPages: 2 },
    });
    await until("it gave up", async () => {
      const [row] = await inbox.sql`select problem from reconciliations`;
      return row?.problem != null;
    });

    const [row] = await inbox.sql`
      select problem, received_until, finished_at from reconciliations
    `;
    assertEquals({ ...row }, {
      problem: "There is more to compare than one look may take",
      receivedUntil: null,
      finishedAt: null,
    });
  });

  it("asks no faster than its pace, and gives its lease back when it is stopped in between", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await writeUnheard(
      inbox,
      ...["Uno", "Dos", "Tres"].map((body) => ({
        from: "+573000000001",
        body,
      })),
    );
    const begin = performance.now();
    await compare(inbox, { pace: { pageSize: 1, callEveryMs: 60 } });
    const took = performance.now() - begin;

    await orderFault(inbox.twilio, { path: LISTING, delayMs: 2000 });
    const finishedAt = async () => {
      const [row] = await inbox.sql`select finished_at from reconciliations`;
      return row!.finishedAt;
    };
    const before = await finishedAt();
    await inbox.sql`update reconciliations set due_at = now()`;
    const comparing = await startComparing(inbox);
    await until("it asks", async () => {
      const [row] = await inbox.sql`select leased_by from reconciliations`;
      return row!.leasedBy !== null;
    });
    await comparing[Symbol.asyncDispose]();

    assertEquals(await finishedAt(), before);
    // Three pages in, one out.
    assert(took > 3 * 60, String(took));
    const [row] = await inbox.sql`
      select leased_by, problem from reconciliations
    `;
    assertEquals({ ...row }, { leasedBy: null, problem: null });
  });
});
