import { registerLine } from "../companion/inbox/register_line.ts";
import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  askForAll,
  keepLease,
  leaseDue,
  postponeReconciliation,
  type ReconciliationLease,
} from "../companion/store/reconciliations.ts";
import { countRows } from "./door_webhook.ts";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import { ACCOUNT, type Inbox, startInbox } from "./inbox.ts";
import {
  compare,
  HASTY_COMPARING,
  startComparing,
  writeUnheard,
} from "./reconciling.ts";
import { tracesOf } from "./traces.ts";
import { until } from "./until.ts";

const LISTING = "/2010-04-01";
const ALWAYS = 1_000_000;

describe("what customers wrote and nobody heard", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis"] });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  it("is brought once, in its order, to who has or gets the conversation, with its files", async () => {
    await inbox.twilio.inbound({ from: "+573000000001", body: "Hola" });
    await writeUnheard(
      inbox,
      { from: "+573000000001", body: "¿Siguen ahí?" },
      { from: "+573000000002", body: "Buenas", media: ["image"] },
      { from: "+573000000001", body: "¿Hola?" },
    );

    await compare(inbox, { pace: { pageSize: 2 } });

    assertEquals(await said(inbox, "ana", "573000000001"), [
      "Hola",
      "¿Siguen ahí?",
      "¿Hola?",
    ]);
    const [picture] = await inbox.thread("luis", "573000000002");
    assertEquals(picture!.body, "Buenas");
    assertEquals(picture!.media.map(({ state }) => state), ["stored"]);
    const file = await fetch(picture!.media[0]!.url!);
    assert((await file.bytes()).length > 0);
    assertEquals(
      inbox.site.rows("CHATBOT_MENSAJES").length,
      4,
      "The site has them too",
    );
  });

  it("is marked in the journal, and keeps the time at which it was written", async () => {
    const [sid] = await writeUnheard(inbox, {
      from: "+573000000001",
      body: "Tarde",
    });

    await compare(inbox);

    const [entry] = await inbox.sql`
      select state, params from webhooks where key = ${`m:${sid}`}
    `;
    const at = inbox.twilio.messages().find((one) => one.sid === sid)!;
    const written = new Date(Math.floor(at.createdAt / 1000) * 1000);
    assertEquals(entry!.state, "done");
    assertEquals(entry!.params.RelevoSource, "reconciliation");
    assertEquals(entry!.params.RelevoWrittenAt, written.toISOString());
    const late = (await inbox.thread("ana", "573000000001")).at(-1)!;
    assertEquals(late.details.written_at, written.toISOString());
    assert(late.date_sent >= late.details.written_at!);
  });

  it("changes nothing when it is compared again, nor when its webhook comes after all", async () => {
    const [sid] = await writeUnheard(inbox, {
      from: "+573000000003",
      body: "Una vez",
    });
    await compare(inbox);
    const before = await state(inbox);

    await compare(inbox);
    const { status } = await inbox.twilio.inbound({ messageSid: sid });
    await inbox.settle();

    assertEquals(status, 200);
    assertEquals(await state(inbox), before);
  });

  it("is left to a webhook that may be on its way, until it is old enough", async () => {
    const [sid] = await writeUnheard(inbox, {
      from: "+573000000004",
      body: "¿Ya?",
    });

    await compare(inbox, { pace: { graceMs: 600_000 } });
    const young = await isHere(inbox, sid!);
    await compare(inbox);

    assertEquals([young, await isHere(inbox, sid!)], [false, true]);
  });

  it("never brings back what was erased for good", async () => {
    const [sid] = await writeUnheard(inbox, {
      from: "+573000000005",
      body: "Bórrenme",
    });

    await compare(inbox, { erased: [sid!] });

    assertEquals(await isHere(inbox, sid!), false);
    assertEquals(await missing(inbox), 0);
    await compare(inbox);
  });

  it("comes although the database refuses one of them, which is kept for a person", async () => {
    await inbox.sql`
      alter table messages add constraint poison check (body <> 'veneno')
    `;
    const [bad, good] = await writeUnheard(
      inbox,
      { from: "+573000000006", body: "veneno" },
      { from: "+573000000007", body: "Sano" },
    );

    await compare(inbox);
    await inbox.sql`alter table messages drop constraint poison`;

    assertEquals(await isHere(inbox, good!), true);
    assertEquals(await missing(inbox), 1);
    const { json } = await inbox.as("sofia", "/api/atascos");
    assertEquals(
      json.webhooks.map((one: { clave: string; motivo: string }) => [
        one.clave,
        one.motivo,
      ]),
      [[`m:${bad}`, "unreadable"]],
    );
  });

  it("of more than one comparison takes comes in several, in order", async () => {
    const texts = Array.from({ length: 7 }, (_, at) => `Parte ${at}`);
    await writeUnheard(
      inbox,
      ...texts.map((body) => ({ from: "+573000000008", body })),
    );

    await compare(inbox, { pace: { mostMissing: 3, pageSize: 2 } });

    assertEquals(await said(inbox, "sofia", "573000000008"), texts);
  });

  it("before its line was known stays where it was", async () => {
    const [{ createdAt }] = await inbox.sql`select created_at from lines` as [
      { createdAt: Date },
    ];
    await inbox.sql`update lines set created_at = now() + interval '1 hour'`;
    await inbox.sql`delete from reconciliations`;
    const [sid] = await writeUnheard(inbox, {
      from: "+573000000009",
      body: "De antes",
    });

    await compare(inbox);
    await inbox.sql`update lines set created_at = ${createdAt}`;

    assertEquals(await isHere(inbox, sid!), false);
  });
});

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

  for (
    const how of [
      { status: 429 },
      { status: 500 },
      { drop: true },
      { status: 401 },
      { delayMs: 2000 },
    ]
  ) {
    it(`goes on when Twilio answers again after ${JSON.stringify(how)}`, async () => {
      await using inbox = await startInbox({ agents: ["ana"] });
      await writeUnheard(
        inbox,
        { from: "+573000000001", body: "Uno", media: ["image"] },
        { from: "+573000000002", body: "Dos" },
      );
      await orderFault(inbox.twilio, { path: LISTING, ...how, times: ALWAYS });
      await using _comparing = await startComparing(inbox, {
        pace: { callTimeoutMs: 200 },
      });
      await until("the outage is seen", async () => {
        const [row] = await inbox.sql`
          select problem, attempts from reconciliations
        `;
        return row?.attempts > 1 && row?.problem !== null;
      });

      await clearFaults(inbox.twilio);
      await until("both are here", async () => {
        const [row] = await inbox.sql`select count(*) from messages`;
        return row!.count === 2;
      });
      await until("all is well", async () => {
        const [row] = await inbox.sql`
          select problem, attempts from reconciliations
        `;
        return row!.problem === null && row!.attempts === 0;
      });
    });
  }

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

async function said(
  inbox: Inbox,
  name: string,
  key: string,
): Promise<string[]> {
  const { status } = await inbox.as(name, `/api/conversacion/${key}`);
  if (status === 404) return [];
  return (await inbox.thread(name, key)).map(({ body }) => body);
}

async function isHere({ sql }: Inbox, sid: string): Promise<boolean> {
  const { count } = await sql`
    select 1 from messages where provider_sid = ${sid}
  `;
  return count === 1;
}

async function missing({ sql }: Inbox): Promise<number> {
  const [row] =
    await sql`select sum(at_provider - here)::int as n from received_counts`;
  return row!.n;
}

/** How much there is of everything, and how often every conversation has changed. */
async function state({ sql }: Inbox) {
  const versions = await sql`select id, version from conversations order by id`;
  return {
    rows: await countRows(sql),
    versions: versions.map((v) => ({ ...v })),
  };
}
