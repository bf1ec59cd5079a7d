import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { TaskKind } from "../shared/task_kind.ts";
import type { StuckLane, Troubles } from "../shared/troubles.ts";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import { hurry } from "./faults/pass_time.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

const MARTA = "573001112233";
const OTHERS = Array.from({ length: 8 }, (_, at) => `57300444556${at}`);
const ALWAYS = 1_000_000;
const KINDS = ["publish_change", "send_message", "fetch_media"] as const;

describe("a conversation with poisoned work of every kind", () => {
  let inbox: Inbox;
  let marta: string;
  const mends: Record<typeof KINDS[number], () => Promise<unknown>> = {
    publish_change: () =>
      inbox.sql`update conversations set number = ${MARTA} where id = ${marta}`,
    send_message: () => mendTask("send_message", "messageId"),
    fetch_media: () => mendTask("fetch_media", "mediaId"),
  };

  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana"] });
    await poison();
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  it("lets no other conversation wait, and stops its own lanes alone", async () => {
    await Promise.all(OTHERS.map(talk));

    await until("everybody else has all of it", async () => {
      const [row] = await inbox.sql`
        select count(*)::int as open from outbox_lanes
        where done_seq < last_seq and conversation_id <> ${marta}
      `;
      return row!.open === 0;
    });
    const triedMeanwhile = (await lanes()).map(({ intentos }) => intentos);
    {
      await using _time = hurry(inbox.sql);
      await until("its own lanes are stopped", async () => {
        return (await lanes()).filter(({ detenido }) => detenido).length === 3;
      });
    }

    const stuck = await lanes();
    assertEquals(stuck.map(({ tipo }) => tipo).toSorted(), KINDS.toSorted());
    assertEquals(
      new Set(stuck.map((one) => one.conversacion)),
      new Set([marta]),
    );
    assert(triedMeanwhile.every((tries) => tries < 10), "It is no busy loop");
    for (const key of OTHERS) {
      const [written, answer] = await inbox.thread("ana", key);
      assertEquals(written!.media.map(({ state }) => state), ["stored"]);
      assert(["sent", "delivered"].includes(answer!.status), answer!.status);
      assertEquals(stored(key), ["Miren", "Recibido"]);
    }
  });

  it("is counted for a supervisor, and goes on where it was released, each lane by itself", async () => {
    const { json } = await inbox.as("sofia", "/health/detail");
    assertEquals([json.outbox.stopped, json.outbox.troubled], [3, 0]);

    for (const tipo of KINDS) {
      await mends[tipo]();
      const released = await release(tipo);
      await until(`${tipo} goes on`, async () => {
        return !(await lanes()).some((lane) => lane.tipo === tipo);
      });
      assertEquals(released, 200);
    }
    await inbox.settle();

    const [written, answer] = await inbox.thread("ana", MARTA);
    assertEquals(written!.media.map(({ state }) => state), ["stored"]);
    assert(["sent", "delivered"].includes(answer!.status), answer!.status);
    assertEquals(stored(MARTA), ["Miren", "Recibido"]);
    assertEquals(await release("send_message"), 404);
  });

  /** Everything of Marta's waits because the companies are away, and is spoiled meanwhile. */
  async function poison() {
    const { sql, twilio, site } = inbox;
    const away = { status: 503, times: ALWAYS };
    await orderFault(site, { path: "/_functions/guardar", ...away });
    await orderFault(twilio, {
      path: "/2010-04-01",
      status: 429,
      times: ALWAYS,
    });
    await talk(MARTA);
    const [row] = await sql`select id from conversations`;
    marta = row!.id;
    await until("all three kinds were tried", async () => {
      return (await lanes()).length === 3;
    });
    await sql`update conversations set number = '57 300 111'`;
    await sql`
      update outbox_tasks set payload = jsonb_build_object('was', payload, 'messageId', 'x', 'mediaId', 'x')
    `;
    await clearFaults(twilio);
    await clearFaults(site);
  }

  async function talk(key: string) {
    const file = { contentType: "image/png", base64: btoa("a picture") };
    const from = `+${key}`;
    await inbox.twilio.inbound({ from, body: "Miren", media: [file] });
    const { status } = await inbox.reply("ana", key, "Recibido");
    assertEquals(status, 200);
  }

  async function mendTask(kind: TaskKind, name: string) {
    await inbox.sql`
      update outbox_tasks set payload = jsonb_build_object(${name}::text, payload -> 'was' -> ${name}::text)
      where kind = ${kind} and conversation_id = ${marta}
    `;
  }

  async function release(tipo: TaskKind): Promise<number> {
    const { status } = await inbox.as("sofia", "/api/atascos/liberar", {
      json: { tipo, conversacion: marta },
    });
    return status;
  }

  async function lanes(): Promise<StuckLane[]> {
    return ((await inbox.as("sofia", "/api/atascos")).json as Troubles)
      .carriles;
  }

  /** What the site has of a customer, in its order. */
  function stored(userId: string): string[] {
    const rows = inbox.site.rows("CHATBOT_MENSAJES").filter((row) =>
      row.userId === userId
    ) as unknown as { timestamp: Date; orden: number; mensaje: string }[];
    return rows.toSorted((a, b) =>
      a.timestamp.getTime() - b.timestamp.getTime() || a.orden - b.orden
    ).map(({ mensaje }) => mensaje);
  }
});
