import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import {
  countOf,
  CREATING,
  KEY,
  lost,
  MARTA,
  onPhone,
  replies,
  startConversation,
} from "./faults/sending_house.ts";
import { until } from "./until.ts";

describe("a reply whose answer from Twilio was lost", () => {
  it("is known by the report that carries our id, and not even looked for", async () => {
    await using inbox = await startConversation();
    // Longer than a report takes.
    await lost(inbox, { delayMs: 300 });

    await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();

    assertEquals(onPhone(inbox), ["Buenos días"]);
    assertEquals((await replies(inbox))[0]!.status, "delivered");
    assertEquals(countOf(inbox, "GET"), 0);
  });

  it("is found in Twilio's list when no report comes", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ drop: true });
    // A connection that was used before is where a POST could be repeated behind our back.
    await inbox.reply("ana", KEY, "Un momento");
    await inbox.settle();
    await lost(inbox);

    await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();

    assertEquals(onPhone(inbox), ["Un momento", "Buenos días"]);
    const [, reply] = await replies(inbox);
    assertEquals(reply!.sid, sidsOf(inbox)[1]);
    assertEquals([countOf(inbox, "POST"), countOf(inbox, "GET")], [2, 1]);
  });

  it("is found by its own message, when the same words went out before and after", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ drop: true });
    await inbox.reply("ana", KEY, "Sí");
    await inbox.settle();
    await lost(inbox);

    await inbox.reply("ana", KEY, "Sí");
    await inbox.reply("ana", KEY, "Sí");
    await inbox.settle();

    const sids = (await replies(inbox)).map(({ sid }) => sid);
    assertEquals(onPhone(inbox), ["Sí", "Sí", "Sí"]);
    assertEquals(sids, sidsOf(inbox));
  });

  it("is not taken for what the same customer was sent of a try that failed", async () => {
    await using inbox = await startConversation();
    await setPhone(inbox, { failWith: 63024 });
    await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();
    const [failed] = await replies(inbox);
    // Twilio's dates have no parts of a second.
    inbox.twilio.messages().at(-1)!.createdAt -= 5000;
    await setPhone(inbox, { failWith: null });
    inbox.twilio.setDelivery({ drop: true });
    await lost(inbox);

    const retried = await retry(inbox, failed!.id);
    await inbox.settle();

    const [reply] = await replies(inbox);
    assertEquals([failed!.status, failed!.code], ["failed", 63024]);
    assertEquals(retried.json.message_status, "pending");
    assertEquals(reply!.sid, sidsOf(inbox)[1]);
    assertEquals(countOf(inbox, "POST"), 2);
  });

  it("never found for two minutes, is unknown; the next one goes out, and the agent may send it again", async () => {
    let laterMs = 0;
    await using inbox = await startConversation(() =>
      new Date(Date.now() + laterMs)
    );
    await orderFault(inbox.twilio, { ...CREATING, status: 500 });
    await inbox.reply("ana", KEY, "Buenos días");
    await until("it was tried", () => countOf(inbox, "POST") === 1);
    await inbox.reply("ana", KEY, "¿Sigue ahí?");
    await until("it was looked for", () => countOf(inbox, "GET") === 1);
    const [waiting, second] = await replies(inbox);

    laterMs = 125_000;
    await inbox
      .sql`update outbox_lanes set due_at = now() where kind = 'send_message'`;
    await inbox.settle();
    const [unknown, next] = await replies(inbox);
    const sent = onPhone(inbox);
    const retried = await retry(inbox, unknown!.id);
    await inbox.settle();

    assertEquals([waiting!.status, second!.status], ["pending", "pending"]);
    assertEquals([unknown!.status, next!.status], ["unknown", "delivered"]);
    assertEquals(sent, ["¿Sigue ahí?"]);
    assertEquals(retried.status, 200);
    assertEquals(onPhone(inbox), ["¿Sigue ahí?", "Buenos días"]);
    assertEquals((await replies(inbox))[0]!.status, "delivered");
  });

  it("stays unsettled while Twilio's list can't be read, however long that takes", async () => {
    let laterMs = 0;
    await using inbox = await startConversation(() =>
      new Date(Date.now() + laterMs)
    );
    inbox.twilio.setDelivery({ drop: true });
    await lost(inbox);
    await orderFault(inbox.twilio, {
      path: "/2010-04-01",
      method: "GET",
      status: 503,
      times: 1000,
    });

    await inbox.reply("ana", KEY, "Buenos días");
    await until("it was looked for", () => countOf(inbox, "GET") > 0);
    laterMs = 125_000;
    await until("it was looked for again", () => countOf(inbox, "GET") > 1);
    const [waiting] = await replies(inbox);
    await clearFaults(inbox.twilio);
    await inbox.settle();

    assertEquals(waiting!.status, "pending");
    assertEquals((await replies(inbox))[0]!.sid, sidsOf(inbox)[0]);
    assertEquals(onPhone(inbox), ["Buenos días"]);
  });

  it("and turned out a refusal after another try was made: the later one holds", async () => {
    let laterMs = 0;
    await using inbox = await startConversation(() =>
      new Date(Date.now() + laterMs)
    );
    const { sql, twilio } = inbox;
    await orderFault(twilio, { ...CREATING, status: 429, delayMs: 3000 });
    await inbox.reply("ana", KEY, "Buenos días");
    await until("it is being tried", async () => {
      const [row] =
        await sql`select attempted_at from messages where direction = 'outbound'`;
      return row!.attemptedAt !== null;
    });
    laterMs = 125_000;
    await cutWorkers(inbox);
    await until("nobody knows what became of it", async () => {
      return (await replies(inbox))[0]!.status === "unknown";
    });
    await retry(inbox, (await replies(inbox))[0]!.id);
    await inbox.settle();
    const before = await replies(inbox);
    const postedBefore = countOf(inbox, "POST");

    await until(
      "the late refusal has come",
      () => countOf(inbox, "POST") === 2,
    );
    await inbox.restart();
    await inbox.settle();

    assertEquals(postedBefore, 1);
    assertEquals(before.map(({ status }) => status), ["delivered"]);
    assertEquals(await replies(inbox), before);
    assertEquals(onPhone(inbox), ["Buenos días"]);
  });

  it("reported before our own commit: the report holds", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ mode: "manual" });
    await lost(inbox, { delayMs: 400 });
    await inbox.reply("ana", KEY, "Buenos días");
    await until("Twilio has it", () => sidsOf(inbox).length === 1);
    const [sid] = sidsOf(inbox);

    const answered = await inbox.twilio.report(sid!, { status: "read" });
    const [early] = await replies(inbox);
    await inbox.settle();

    assertEquals(answered, 200);
    assertEquals([early!.sid, early!.status], [sid, "read"]);
    assertEquals((await replies(inbox))[0], early);
    assert(countOf(inbox, "POST") === 1);
  });
});

type House = Awaited<ReturnType<typeof startConversation>>;

/** What Twilio has sent, oldest first. */
function sidsOf({ twilio }: House): string[] {
  return twilio.messages().filter(({ direction }) => direction !== "inbound")
    .map(({ sid }) => sid);
}

function retry(inbox: House, id: string) {
  return inbox.as("ana", `/api/mensajes/${id}/reintentar`, { method: "POST" });
}

/** As a network does that forgets a connection: the claims are lost, the work goes on. */
async function cutWorkers({ sql }: House): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'relevo worker'
  `;
}

async function setPhone({ twilio }: House, settings: object): Promise<void> {
  const response = await fetch(`${twilio.url}/sandbox/phones/${MARTA}`, {
    method: "POST",
    body: JSON.stringify(settings),
  });
  await response.body?.cancel();
}
