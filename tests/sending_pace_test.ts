import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sendReply } from "../companion/inbox/send_reply.ts";
import { readAgents } from "../companion/store/agents.ts";
import { hangBell } from "../companion/store/bell.ts";
import { startCompanionProcess } from "./faults/companion_process.ts";
import { orderFault } from "./faults/ordered_faults.ts";
import { CREATING, troubles } from "./faults/sending_house.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

const MARTA = "573001112233";
const OTHER = "573004445566";

describe("replies", () => {
  it("of one line go no faster than it may send, by two companions together; each once, in order", async () => {
    const perSecond = 20;
    const customers = Array.from(
      { length: 30 },
      (_, at) => `57300222${3300 + at}`,
    );
    await using inbox = await startInbox({
      agents: ["ana"],
      settings: { twilioSendsPerSecond: perSecond },
    });
    await using _second = await startCompanionProcess({
      ...inbox.settings,
      port: 0,
    });
    await Promise.all(customers.map((key) => write(inbox, key)));
    await inbox.settle();

    const texts = ["Uno", "Dos"];
    for (const text of texts) await replyToAll(inbox, customers, text);
    const bell = await hangBell(inbox.sql, crypto.randomUUID());
    bell.ring("send_message");
    await bell.stop();
    await inbox.settle();

    for (const key of customers) assertEquals(onPhone(inbox, key), texts);
    const times = sentAt(inbox);
    assertEquals(times.length, 60);
    // A little above three seconds; half of it, if each companion kept its own count.
    const tookMs = times.at(-1)! - times[0]!;
    assert(tookMs > 1000 * 60 / perSecond * 0.75, `${tookMs} ms`);
    assertEquals(await tries(inbox), 0);
  });

  it("to one customer wait when there are too many, as WhatsApp counts; each goes once, in order", async () => {
    const quotas = { customerEveryMs: 300, customerAtOnce: 3 };
    await using inbox = await startInbox({ agents: ["ana"], quotas });
    await using _second = await startCompanionProcess(
      { ...inbox.settings, port: 0 },
      null,
      { RELEVO_TEST_QUOTAS: JSON.stringify(quotas) },
    );
    await write(inbox, MARTA);
    await set(inbox, "variants", { rateError: "sync" });
    await set(inbox, "rates", { customerEverySeconds: 0.25, customerBurst: 4 });

    const texts = Array.from({ length: 9 }, (_, at) => `${at}`);
    for (const text of texts) await inbox.reply("ana", MARTA, text);
    await inbox.settle();

    assertEquals(onPhone(inbox, MARTA), texts);
    assertEquals(sentAt(inbox).length, texts.length);
    assertEquals(await tries(inbox), 0);
  });

  it("to a customer who has had too many let no other wait, are no trouble, and are not refused to the agent", async () => {
    const quotas = { customerEveryMs: 3_600_000, customerAtOnce: 2 };
    await using inbox = await startInbox({ agents: ["ana"], quotas });
    await write(inbox, MARTA);
    await write(inbox, OTHER);

    const answers = [];
    for (const text of ["Uno", "Dos", "Tres", "Cuatro"]) {
      answers.push((await inbox.reply("ana", MARTA, text)).status);
    }
    await inbox.reply("ana", OTHER, "A usted también");
    await until("the other has theirs", () => {
      return onPhone(inbox, OTHER).length === 1;
    });
    await until("the third waits", async () => {
      const [lane] = await inbox.sql`
        select 1 from outbox_lanes where kind = 'send_message' and due_at > now() + interval '30 minutes'
          and claimed_by is null
      `;
      return lane !== undefined;
    });

    assertEquals(answers, [200, 200, 200, 200]);
    assertEquals(onPhone(inbox, MARTA), ["Uno", "Dos"]);
    const shown = await inbox.thread("ana", MARTA);
    assertEquals(shown.slice(-2).map(({ status }) => status), [
      "pending",
      "pending",
    ]);
    assertEquals((await troubles(inbox)).carriles, []);
    assertEquals(await tries(inbox), 0);
  });

  it("slow down together when Twilio says that it is too much", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await write(inbox, MARTA);
    await write(inbox, OTHER);
    await orderFault(inbox.twilio, { ...CREATING, status: 429, times: 2 });

    await inbox.reply("ana", MARTA, "Uno");
    await until("it was refused", async () => await refusals(inbox) > 0);
    await inbox.reply("ana", OTHER, "Otro");
    await inbox.settle();

    assertEquals(onPhone(inbox, MARTA), ["Uno"]);
    assertEquals(onPhone(inbox, OTHER), ["Otro"]);
    assertEquals(await refusals(inbox), 0);
    const [first, second] = sentAt(inbox);
    assert(second! - first! >= 400, `${second! - first!} ms`);
  });
});

async function write({ twilio }: Inbox, key: string): Promise<void> {
  await twilio.inbound({ from: `+${key}`, body: "Hola" });
}

/** As the door does it, but faster than a page could. */
async function replyToAll(
  { sql }: Inbox,
  keys: readonly string[],
  body: string,
): Promise<void> {
  const agent = (await readAgents(sql)).find(({ name }) => name === "Ana")!;
  await Promise.all(keys.map((to) => {
    const written = { id: crypto.randomUUID(), to, body, media: null, agent };
    return sendReply(sql, written, new Date());
  }));
}

/** The business's words on this customer's phone. */
function onPhone({ twilio }: Inbox, key: string): string[] {
  return twilio.phone(`+${key}`).map(({ body }) => body).slice(1);
}

/** When Twilio was asked to send something. */
function sentAt({ twilio }: Inbox): number[] {
  return twilio.log().filter(({ method, path }) =>
    method === "POST" && path.startsWith(CREATING.path)
  ).map(({ time }) => Date.parse(time));
}

/** How often lanes of replies were tried in vain, as far as they remember. */
async function tries({ sql }: Inbox): Promise<number> {
  const [row] = await sql<{ tries: number }[]>`
    select coalesce(sum(attempts), 0)::int as tries from outbox_lanes
    where kind = 'send_message' or problem is not null
  `;
  return row!.tries;
}

/** How often in a row the line was told that it sends too much. */
async function refusals({ sql }: Inbox): Promise<number> {
  const [row] = await sql<{ refusals: number }[]>`
    select refusals from rates where name like 'line %'
  `;
  return row?.refusals ?? 0;
}

async function set(
  { twilio }: Inbox,
  what: "rates" | "variants",
  to: object,
): Promise<void> {
  const response = await fetch(`${twilio.url}/sandbox/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(to),
  });
  await response.body?.cancel();
  assertEquals(response.status, 200);
}
