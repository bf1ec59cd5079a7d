import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { storeConversations } from "../companion/providers/wix/site.ts";
import { type Inbox, SITE_SECRET, startInbox } from "./inbox.ts";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import { onPhone, troubles } from "./faults/sending_house.ts";
import { until } from "./until.ts";

const MARTA = "+573001112233";
const KEY = "573001112233";
const OTHERS = ["573004445561", "573004445562", "573004445563"];
const STORING = "/_functions/guardar";
const ALWAYS = 1_000_000;

describe("while the site is away", () => {
  for (const how of [{ status: 503 }, { drop: true }]) {
    it(`with ${JSON.stringify(how)}, nobody waits; it is shown; and then it catches up, in order, once`, async () => {
      await using inbox = await startInbox({ agents: ["ana"] });
      await orderFault(inbox.site, { path: STORING, ...how, times: ALWAYS });

      const taken = await write(inbox, MARTA, ["Uno", "Dos"]);
      const replied = await inbox.reply("ana", KEY, "Tres");
      await until("the phone has the answer", () => {
        return onPhone(inbox).includes("Tres");
      });
      await write(inbox, MARTA, ["Cuatro"]);
      await until("it was tried again", async () => {
        return (await troubles(inbox)).carriles[0]?.intentos > 1;
      });
      const { carriles } = await troubles(inbox);
      await clearFaults(inbox.site);
      await inbox.settle();

      assertEquals([taken, replied.status], [[200, 200], 200]);
      const [lane] = carriles;
      assertEquals([lane.tipo, lane.detenido], ["publish_change", false]);
      assertEquals(storedOf(inbox, KEY), ["Uno", "Dos", "Tres", "Cuatro"]);
      assertEquals((await troubles(inbox)).carriles, []);
    });
  }

  it("the companion may be started anew: nothing is lost or doubled", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await orderFault(inbox.site, {
      path: STORING,
      status: 503,
      after: "commit",
      times: ALWAYS,
    });
    await write(inbox, MARTA, ["Uno", "Dos"]);
    await until("it was stored, its answer lost", () => {
      return storedOf(inbox, KEY).length === 2;
    });

    await inbox.restart();
    await write(inbox, MARTA, ["Tres"]);
    await clearFaults(inbox.site);
    await inbox.settle();

    assertEquals(storedOf(inbox, KEY), ["Uno", "Dos", "Tres"]);
    assertEquals(rowOf(inbox, KEY).mensajes.length, 3);
  });

  it("a long backlog of one conversation comes in parts, in order, whatever its size", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await orderFault(inbox.site, { path: STORING, status: 503, times: ALWAYS });
    const texts = Array.from(
      { length: 130 },
      (_, at) => `${at} ${"👩🏽‍⚕️".repeat(320)}`,
    );
    await Promise.all(
      texts.map((body) => inbox.twilio.inbound({ from: MARTA, body })),
    );
    // As if all had come in the same millisecond: then only their versions tell their order.
    await inbox
      .sql`update messages set sent_at = (select min(sent_at) from messages)`;
    const said = await inbox.sql<{ body: string }[]>`
      select body from messages order by position
    `;
    // What was read before that may be on its way.
    const tries = () =>
      inbox.site.log().filter(({ path }) => path.startsWith(STORING)).length;
    const before = tries();
    await until("it was read since", () => tries() > before + 1);

    await clearFaults(inbox.site);
    await inbox.settle();

    assertEquals(said.length, 130);
    assertEquals(storedOf(inbox, KEY), said.map(({ body }) => body));
    const sizes = inbox.site.log().filter(({ path, status }) =>
      path.startsWith(STORING) && status === 200
    );
    assert(sizes.length > 1, "It was small enough for one call");
  });
});

describe("a store whose answer is lost", () => {
  for (const how of [{ status: 504 }, { drop: true }]) {
    it(`with ${JSON.stringify(how)} after the work was done is repeated, and stored once`, async () => {
      await using inbox = await startInbox({ agents: ["ana"] });
      await orderFault(inbox.site, { path: STORING, ...how, after: "commit" });

      await write(inbox, MARTA, ["Uno", "Dos"]);
      await inbox.settle();

      assertEquals(storedOf(inbox, KEY), ["Uno", "Dos"]);
      assertEquals(rowOf(inbox, KEY).mensajes.length, 2);
    });
  }

  it("and whose work lands late, does not set back what is newer", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await orderFault(inbox.site, { path: STORING, status: 504, delayMs: 300 });
    await write(inbox, MARTA, ["Uno"]);
    await write(inbox, MARTA, ["Dos"]);
    await inbox.settle();
    const newest = rowOf(inbox, KEY);
    const [first] = await inbox.sql`
      select id, sent_at from messages where position = 1
    `;

    const site = {
      baseUrl: `${inbox.site.url}/_functions`,
      secrets: [SITE_SECRET],
    };
    const { results: [late] } = await storeConversations(site, [{
      userId: KEY,
      nombre: "Un nombre de antes",
      mensajes: [{
        id: first!.id,
        from: "usuario",
        mensaje: "Uno",
        timestamp: first!.sentAt.toISOString(),
      }],
      version: 1,
    }], new Date());

    assertEquals(late!.success, true);
    assertEquals(rowOf(inbox, KEY), newest);
    assertEquals(storedOf(inbox, KEY), ["Uno", "Dos"]);
  });
});

describe("a conversation that the site will never take", () => {
  it("stops alone, is seen, and goes on when it is released", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await orderFault(inbox.site, { path: STORING, status: 503, times: ALWAYS });
    await write(inbox, MARTA, ["Uno"]);
    for (const key of OTHERS) await write(inbox, `+${key}`, ["Dos"]);
    await until(
      "all have been tried in vain",
      async () => (await troubles(inbox)).carriles.length === 1 + OTHERS.length,
    );
    await inbox.sql`
      update conversations set number = '57 300 111' where number = ${KEY}
    `;
    await clearFaults(inbox.site);
    await until("it is stopped, and the others are stored", async () => {
      const { carriles } = await troubles(inbox);
      return carriles.length === 1 && carriles[0].detenido;
    });
    await write(inbox, MARTA, ["Tres"]);
    await inbox.settle();
    const [lane] = (await troubles(inbox)).carriles;
    const others = OTHERS.map((key) => storedOf(inbox, key));

    await inbox
      .sql`update conversations set number = ${KEY} where id = ${lane.conversacion}`;
    const path = "/api/atascos/liberar";
    const json = { tipo: lane.tipo, conversacion: lane.conversacion };
    const refused = await inbox.as("ana", path, { json });
    const released = await inbox.as("sofia", path, { json });
    const again = await inbox.as("sofia", path, { json });
    await inbox.settle();

    assertEquals(lane.tipo, "publish_change");
    assertEquals(others, [["Dos"], ["Dos"], ["Dos"]]);
    assertEquals(
      [refused.status, released.status, again.status],
      [403, 200, 404],
    );
    assertEquals(storedOf(inbox, KEY), ["Uno", "Tres"]);
    assertEquals((await troubles(inbox)).carriles, []);
  });
});

async function write(
  { twilio }: Inbox,
  from: string,
  texts: readonly string[],
): Promise<(number | null)[]> {
  const answers: (number | null)[] = [];
  for (const body of texts) {
    answers.push((await twilio.inbound({ from, body })).status);
  }
  return answers;
}

/** What CHATBOT_MENSAJES holds of a customer, in the site's order. */
function storedOf({ site }: Inbox, userId: string): string[] {
  const rows = site.rows("CHATBOT_MENSAJES").filter((row) =>
    row.userId === userId
  ) as unknown as { timestamp: Date; orden: number; mensaje: string }[];
  return rows.toSorted((a, b) =>
    a.timestamp.getTime() - b.timestamp.getTime() || a.orden - b.orden
  ).map(({ mensaje }) => mensaje);
}

function rowOf({ site }: Inbox, userId: string) {
  const rows = site.rows("CHATBOT").filter((row) => row.userId === userId);
  assertEquals(rows.length, 1);
  return rows[0] as unknown as { mensajes: unknown[]; version: number };
}
