import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { HealthDetail } from "../shared/health_detail.ts";
import { callWebhook } from "./door_webhook.ts";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { compare, startComparing, writeUnheard } from "./reconciling.ts";
import { until } from "./until.ts";

const STORING = "/_functions/guardar";
const LISTING = "/2010-04-01";
const ALWAYS = 1_000_000;
const MARTA = "+573001112233";

describe("the zero-loss meter at /health/detail", () => {
  let inbox: Inbox;
  let aheadMs = 0;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana"],
      now: () => new Date(Date.now() + aheadMs),
    });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  it("says nothing of a loss before anything was compared", async () => {
    const { zero_loss: meter } = await detail(inbox);

    assertEquals([meter.state, meter.since, meter.until], [
      "starting",
      null,
      null,
    ]);
    assertEquals([meter.at_twilio, meter.here, meter.missing], [0, 0, 0]);
  });

  it("has the same number everywhere when all is well, of a stated time", async () => {
    await write(inbox, "Uno", "Dos", "Tres");

    await compare(inbox);
    const { zero_loss: meter } = await detail(inbox);

    assertEquals(numbers(meter), { twilio: 3, here: 3, wix: 3, missing: 0 });
    assertEquals(meter.state, "ok");
    const [line] = await inbox.sql`select created_at from lines`;
    assertEquals(meter.since, line!.createdAt.toISOString());
    const [comparison] = meter.comparisons;
    assertEquals(meter.until, comparison!.finished_at);
    assertEquals([comparison!.problem, comparison!.brought], [null, 0]);
  });

  it("shows what is missing until it is brought, and then how much was", async () => {
    const [sid] = await writeUnheard(
      inbox,
      { from: MARTA, body: "Mira", media: ["image"] },
      { from: "+573004445566", body: "Hola" },
    );
    const path = `${LISTING}/Accounts/${inbox.settings.twilio.accountSid}` +
      `/Messages/${sid}/Media.json`;
    await orderFault(inbox.twilio, { path, status: 500, times: ALWAYS });
    await using _comparing = await startComparing(inbox);
    await until("one of them is here", async () => {
      return (await detail(inbox)).zero_loss.here === 4;
    });
    const before = await detail(inbox);

    await clearFaults(inbox.twilio);
    await until("nothing is missing", async () => {
      const { missing, comparisons } = (await detail(inbox)).zero_loss;
      return missing === 0 && comparisons[0]!.problem === null;
    });
    await inbox.settle();
    const after = await detail(inbox);

    assertEquals(before.zero_loss.state, "missing");
    assertEquals([before.zero_loss.at_twilio, before.zero_loss.missing], [
      5,
      1,
    ]);
    assertEquals(numbers(after.zero_loss), {
      twilio: 5,
      here: 5,
      wix: 5,
      missing: 0,
    });
    assertEquals(after.zero_loss.comparisons[0]!.brought, 2);
    assertEquals(after.zero_loss.state, "ok");
  });

  it("shows how far Wix is behind, and for how long", async () => {
    await orderFault(inbox.site, { path: STORING, status: 503, times: ALWAYS });
    await write(inbox, "Cuatro", "Cinco");
    const startingWith = new Date();
    await compareOnly(inbox);
    await until("storing was tried", async () => {
      return (await detail(inbox)).outbox.troubled === 1;
    });
    const soon = await detail(inbox);
    aheadMs = 3 * 60_000;
    const later = await detail(inbox);
    aheadMs = 0;

    await clearFaults(inbox.site);
    await inbox.settle();
    const after = await detail(inbox);

    assertEquals(numbers(soon.zero_loss), {
      twilio: 7,
      here: 7,
      wix: 5,
      missing: 0,
    });
    assertEquals([soon.zero_loss.state, later.zero_loss.state], [
      "ok",
      "wix_behind",
    ]);
    const waiting = soon.outbox.waiting.find(({ kind }) =>
      kind === "publish_change"
    )!;
    assertEquals(waiting.lanes, 1);
    assert(new Date(waiting.oldest_since!) <= startingWith);
    assertEquals([after.zero_loss.in_wix, after.zero_loss.state], [7, "ok"]);
    assertEquals(after.outbox.troubled, 0);
    assert(after.outbox.waiting.every(({ lanes }) => lanes === 0));
  });

  it("says that Twilio can't be asked, and why, without giving up what it knew", async () => {
    await orderFault(inbox.twilio, {
      path: LISTING,
      status: 401,
      times: ALWAYS,
    });
    await using _comparing = await startComparing(inbox);
    await until("it was asked in vain", async () => {
      return (await detail(inbox)).zero_loss.comparisons[0]!.problem !== null;
    });
    const soon = (await detail(inbox)).zero_loss;
    aheadMs = 3 * 60_000;
    const later = (await detail(inbox)).zero_loss;
    aheadMs = 0;
    await clearFaults(inbox.twilio);

    assertEquals([soon.state, later.state], ["ok", "twilio_away"]);
    assertEquals(
      later.comparisons[0]!.problem,
      "Twilio answered 401, error 20003",
    );
    assertEquals(later.at_twilio, 7);
  });
});

describe("what else /health/detail tells", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana"] });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  it("is for supervisors alone, of the site's pages too, and holds no customer's number or word", async () => {
    await write(inbox, "Secreto");
    await inbox.settle();

    const nobody = await inbox.as(null, "/health/detail");
    const agent = await inbox.as("ana", "/health/detail");
    const supervisor = await inbox.as("sofia", "/health/detail", {
      headers: { Origin: inbox.site.url },
    });

    assertEquals([nobody.status, agent.status, supervisor.status], [
      401,
      403,
      200,
    ]);
    assertEquals(
      supervisor.headers.get("access-control-allow-origin"),
      inbox.site.url,
    );
    const text = JSON.stringify(supervisor.json);
    assert(!/Secreto|57300111|315336/.test(text), text);
  });

  it("counts what is stopped, unsettled and refused, and knows its workers and migrations", async () => {
    const { sql } = inbox;
    const before = await detail(inbox);
    await sql`
      update outbox_lanes set state = 'stopped', problem = 'x', problem_since = now(), last_seq = last_seq + 1
      where kind = 'publish_change'
    `;
    await sql`update lines set state = 'stopped', stopped_because = 'Twilio answered 401'`;
    await callWebhook(inbox, { params: { To: "whatsapp:+570000000009" } });
    await callWebhook(inbox, { params: { From: null } });

    const after = await detail(inbox);
    await sql`update lines set state = 'active', stopped_because = null`;
    await sql`
      update outbox_lanes set state = 'active', problem = null, problem_since = null, last_seq = last_seq - 1
      where kind = 'publish_change'
    `;

    assertEquals(before.outbox.stopped, 0);
    assertEquals(before.stopped_lines, []);
    assertEquals(after.outbox.stopped, 1);
    assertEquals(after.webhooks, {
      unknown_line: 1,
      unreadable: 1,
      unmatched: 0,
    });
    assertEquals(after.stopped_lines, [
      { line: 1, because: "Twilio answered 401" },
    ]);
    assertEquals(after.workers, { alive: 1 });
    assert(/^\d{4}_\w+\.sql$/.test(after.database.migration));
  });
});

async function detail(inbox: Inbox): Promise<HealthDetail> {
  const { json, status } = await inbox.as("sofia", "/health/detail");
  assertEquals(status, 200, JSON.stringify(json));
  return json;
}

async function write(inbox: Inbox, ...texts: string[]): Promise<void> {
  for (const body of texts) await inbox.twilio.inbound({ from: MARTA, body });
}

/** Compares, and doesn't wait for what can't be done now. */
async function compareOnly(inbox: Inbox): Promise<void> {
  const before = (await detail(inbox)).zero_loss.until;
  await using _comparing = await startComparing(inbox);
  await until("it is compared", async () => {
    return (await detail(inbox)).zero_loss.until !== before;
  });
}

function numbers(
  { at_twilio, here, in_wix, missing }: HealthDetail["zero_loss"],
) {
  return { twilio: at_twilio, here, wix: in_wix, missing };
}
