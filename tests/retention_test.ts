import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Inbox, startInbox } from "./inbox.ts";
import { storedFiles, tracesOf } from "./traces.ts";
import { until } from "./until.ts";

const OLD = "573990000001";
const RESTING = "573990000002";
const YOUNG = "573990000003";
const DAY_MS = 24 * 60 * 60 * 1000;

describe("what is older than it may get", () => {
  let inbox: Inbox;
  let ahead = 0;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana"],
      now: () => new Date(Date.now() + ahead),
      settings: {
        retention: {
          closeDays: 30,
          eraseDays: 60,
          siteDays: 10,
          journalDays: 7,
        },
      },
    });
    for (const key of [OLD, RESTING, YOUNG]) {
      await inbox.twilio.inbound({ from: `+${key}`, body: `De ${key}` });
      await inbox.reply("ana", key, `Para ${key}`);
    }
    await inbox.settle();
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  async function age(key: string, days: number): Promise<void> {
    await inbox.sql`
      update conversations set last_message_at = last_message_at - ${days} * interval '1 day' where number = ${key}
    `;
  }

  async function states() {
    const rows = await inbox.sql<{ number: string; state: string }[]>`
      select number, state from conversations order by number
    `;
    return rows.map(({ number, state }) => [number, state]);
  }

  it("is closed first, and erased with all that it leaves a further time later", async () => {
    await age(OLD, 91);
    await age(RESTING, 31);
    const kept = (await tracesOf(inbox, [YOUNG])).length;

    await inbox.restart();
    await until("it is erased", async () => {
      return (await states()).length === 2;
    });
    await inbox.settle();

    assertEquals(await states(), [[RESTING, "closed"], [YOUNG, "open"]]);
    assertEquals(await tracesOf(inbox, [OLD]), []);
    assertEquals((await tracesOf(inbox, [YOUNG])).length, kept);
    const receipts = await inbox.sql`select asked_by, counts from erasures`;
    assertEquals(
      receipts.map(({ askedBy, counts }) => [
        askedBy,
        counts.mensajes,
        counts.wix_filas,
      ]),
      [[null, 2, 1]],
    );
  });

  it("is opened again by what the customer writes then", async () => {
    await inbox.twilio.inbound({ from: `+${RESTING}`, body: "Sigo aquí" });

    assertEquals(await states(), [[RESTING, "open"], [YOUNG, "open"]]);
  });

  it("goes by the house's own clock: uploads that nobody sent after a day, reports after their time, messages never", async () => {
    const form = new FormData();
    form.set("archivo", new File(["Hola"], "a.txt", { type: "text/plain" }));
    await inbox.as("ana", "/api/archivos", { body: form, method: "POST" });
    const before = await journal();

    ahead = DAY_MS + 60_000;
    await inbox.restart();
    await until("the file is gone", async () => {
      return (await storedFiles(inbox.dataDir)).length === 0;
    });
    const afterADay = await journal();
    ahead = 8 * DAY_MS;
    await inbox.restart();
    await until("reports are gone", async () => {
      return (await journal()).status === undefined;
    });

    const [uploads] = await inbox.sql`select count(*) from media`;
    assertEquals(uploads!.count, 0);
    assertEquals(afterADay, before);
    assertEquals(await journal(), { message: before.message! });
    ahead = 0;
    await inbox.restart();
  });

  it("leaves the site's second collection, a page at a time, but not the newest in the rows", async () => {
    await inbox.settle();
    const old = Array.from({ length: 2100 }, () => ({
      _id: crypto.randomUUID(),
      userId: YOUNG,
      from: "usuario",
      mensaje: "De hace tiempo",
      timestamp: { $date: new Date(Date.now() - 11 * DAY_MS).toISOString() },
    }));
    inbox.site.fill("CHATBOT_MENSAJES", old);
    const rows = inbox.site.rows("CHATBOT").length;

    await inbox.restart();
    await until("they are gone", () => {
      return inbox.site.rows("CHATBOT_MENSAJES").length < 10;
    });
    await inbox.settle();

    assertEquals(inbox.site.rows("CHATBOT").length, rows);
    assertEquals(
      inbox.site.rows("CHATBOT_MENSAJES").filter(({ mensaje }) =>
        mensaje === "De hace tiempo"
      ),
      [],
    );
  });

  async function journal(): Promise<Record<string, number>> {
    const rows = await inbox.sql<{ kind: string; count: number }[]>`
      select kind, count(*)::int from webhooks group by kind
    `;
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  }
});
