import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { countRows } from "./door_webhook.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { compare, isHere, said, writeUnheard } from "./reconciling.ts";

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
