import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { registerLine } from "../companion/inbox/register_line.ts";
import {
  askForAll,
  keepLease,
  leaseDue,
  postponeReconciliation,
  type ReconciliationLease,
} from "../companion/store/reconciliations.ts";
import { ACCOUNT, startInbox } from "./inbox.ts";
import {
  compare,
  HASTY_COMPARING,
  isHere,
  said,
  startComparing,
  writeUnheard,
} from "./reconciling.ts";
import { tracesOf } from "./traces.ts";
import { until } from "./until.ts";

const HOUR_MS = 3_600_000;

describe("comparing with Twilio's list", () => {
  it("by two processes, while webhooks come, takes everything in once", async () => {
    await using inbox = await startInbox({ agents: ["ana", "luis"] });
    const pace = { everyMs: 0, pageSize: 7 };
    await using _one = await startComparing(inbox, { pace });
    await using _two = await startComparing(inbox, { pace });

    const customers = Array.from(
      { length: 10 },
      (_, at) => `+5730000001${at}0`,
    );
    await Promise.all(customers.map(async (from) => {
      for (let at = 0; at < 5; at++) {
        await inbox.twilio.inbound({ from, body: `Mensaje ${at}` });
      }
    }));
    const rounds = async () => {
      const [row] = await inbox.sql`select finished_at from reconciliations`;
      return row?.finishedAt?.getTime() ?? 0;
    };
    const before = await rounds();
    await until("it was compared since", async () => await rounds() > before);
    await inbox.settle();

    const [row] = await inbox.sql`
      select count(*) as messages, count(distinct id) as different, count(distinct conversation_id) as conversations
      from messages
    `;
    assertEquals({ ...row }, {
      messages: 50,
      different: 50,
      conversations: 10,
    });
    for (const from of customers) {
      assertEquals(
        await said(inbox, "sofia", from.slice(1)),
        Array.from({ length: 5 }, (_, at) => `Mensaje ${at}`),
      );
    }
  });

  it("is one process's at a time, and another's when that one is silent too long", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    const { sql } = inbox;
    const [a, b] = [crypto.randomUUID(), crypto.randomUUID()];
    await askForAll(sql);

    const leases = await Promise.all(
      [a, b].map((leasedBy) => leaseDue(sql, { leasedBy, leaseMs: 300 })),
    );
    const [first] = leases.filter((lease) => lease !== null);
    const other = first!.leasedBy === a ? b : a;
    let second: ReconciliationLease | null = null;
    await until("the other one has it", async () => {
      second = await leaseDue(sql, { leasedBy: other, leaseMs: 60_000 });
      return second !== null;
    });
    const isKept = await keepLease(sql, first!, 60_000);
    await postponeReconciliation(sql, first!, { problem: "x", afterMs: 0 });

    assertEquals(leases.filter((lease) => lease !== null).length, 1);
    assertEquals(isKept, false);
    const [row] = await sql`select leased_by, problem from reconciliations`;
    assertEquals({ ...row }, { leasedBy: other, problem: null });
  });

  it("does not bring an erased customer back, whose lost message it had brought", async () => {
    await using inbox = await startInbox({
      agents: ["ana"],
      reconciling: { ...HASTY_COMPARING, everyMs: 50 },
    });
    const key = "573000000001";
    await inbox.as("sofia", "/api/session");
    const [sid] = await writeUnheard(inbox, {
      from: `+${key}`,
      body: "Palabra perdida",
    });
    await until("it is brought", () => isHere(inbox, sid!));
    await inbox.settle();

    const { status } = await inbox.as(
      "sofia",
      `/api/conversacion/${key}/borrar`,
      {
        json: { confirm: key },
      },
    );
    await inbox.settle();
    // As if all its time were compared for the first time.
    await inbox.sql`
      update reconciliations set received_until = null, finished_at = null
    `;
    await until("it is compared", async () => {
      const [row] = await inbox.sql`select finished_at from reconciliations`;
      return row!.finishedAt !== null;
    });
    await inbox.settle();

    assertEquals(status, 200);
    assertEquals(await tracesOf(inbox, [key, "palabra", sid!]), []);
    const { json } = await inbox.as("sofia", "/health/detail");
    assertEquals([json.zero_loss.at_twilio, json.zero_loss.missing], [1, 0]);
  });

  it("is done of every line", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    const number = "whatsapp:+573009990000";
    await fetch(`${inbox.twilio.url}/sandbox/lines`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ number, accountSid: ACCOUNT }),
    }).then((answer) => answer.body?.cancel());
    await registerLine(inbox.sql, { number, accountSid: ACCOUNT });
    const from = "+573000000001";

    await writeUnheard(
      inbox,
      { from, body: "A la primera" },
      { from, to: number, body: "A la segunda" },
    );
    await compare(inbox);

    const rows = await inbox.sql`
      select line_id, last_message from conversations order by line_id
    `;
    assertEquals(rows.map((row) => ({ ...row })), [
      { lineId: 1, lastMessage: "A la primera" },
      { lineId: 2, lastMessage: "A la segunda" },
    ]);
  });

  it("on start brings what was written while nobody was there", async () => {
    await using inbox = await startInbox({
      agents: ["ana"],
      reconciling: HASTY_COMPARING,
    });
    await writeUnheard(inbox, { from: "+573000000001", body: "¿Abren hoy?" });

    await inbox.restart();
    await until("it is here", async () => {
      return (await said(inbox, "sofia", "573000000001")).length === 1;
    });

    assertEquals(await said(inbox, "ana", "573000000001"), ["¿Abren hoy?"]);
  });

  it("moves a reply on whose reports were lost, and never back", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await inbox.twilio.inbound({ from: "+573000000001", body: "Hola" });
    inbox.twilio.setDelivery({ drop: true });
    await inbox.reply("ana", "573000000001", "Buenos días");
    await inbox.settle();
    const before = (await inbox.thread("ana", "573000000001")).at(-1)!.status;

    await compare(inbox);
    const after = (await inbox.thread("ana", "573000000001")).at(-1)!.status;
    await inbox
      .sql`update messages set status = 'read' where direction = 'outbound'`;
    await compare(inbox);
    const last = (await inbox.thread("ana", "573000000001")).at(-1)!.status;

    assert(["queued", "pending", "accepted"].includes(before), before);
    assertEquals([after, last], ["delivered", "read"]);
  });

  it("looks far back now and then, for reports that were lost hours after their message", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await inbox.sql`update lines set created_at = now() - interval '9 days'`;
    await inbox.twilio.inbound({ from: "+573000000001", body: "Hola" });
    inbox.twilio.setDelivery({ drop: true });
    await inbox.reply("ana", "573000000001", "Buenos días");
    await inbox.settle();
    const sent = inbox.twilio.messages().at(-1)!;
    sent.createdAt = sent.sentAt = Date.now() - 5 * HOUR_MS;
    await inbox.sql`
      insert into reconciliations (line_id, received_until, sent_until) values (1, now(), now())
    `;
    const pace = { lookBackEveryMs: HOUR_MS, lookBackMs: 8 * HOUR_MS };
    const status = async () =>
      (await inbox.thread("ana", "573000000001")).at(-1)!.status;

    await compare(inbox, { pace });
    const before = await status();
    await inbox.sql`
      update reconciliations set looked_back_at = now() - interval '2 hours'
    `;
    await compare(inbox, { pace });

    assertEquals(before, "queued");
    assertEquals(await status(), "delivered");
    const [row] = await inbox.sql`
      select looked_back_at > now() - interval '1 minute' as is_new from reconciliations
    `;
    assertEquals(row!.isNew, true);
  });

  it("counts the customer's day from when they wrote, not from when it reached us", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    const [sid] = await writeUnheard(inbox, {
      from: "+573000000001",
      body: "Ayer",
    });
    const message = inbox.twilio.messages().find((one) => one.sid === sid)!;
    message.createdAt = message.sentAt = Date.now() - 25 * 3_600_000;
    await inbox.sql`
      update lines set created_at = now() - interval '3 days'
    `;

    await compare(inbox);
    const refused = await inbox.as("ana", "/api/enviar-mensaje", {
      json: { to: "573000000001", message: "Hola" },
    });

    assertEquals(await said(inbox, "ana", "573000000001"), ["Ayer"]);
    assertEquals(
      [refused.status, refused.json.code],
      [422, "window_closed"],
    );
  });
});
