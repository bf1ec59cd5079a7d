import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { ThreadEvent } from "../shared/conversation_event.ts";
import type { PresenceEvent } from "../shared/inbox_event.ts";
import { actingIn, refusal } from "./acting.ts";
import { type EventStream, listen } from "./events_stream.ts";
import {
  type CompanionProcess,
  startCompanionProcess,
} from "./faults/companion_process.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

describe("two companions at work", () => {
  let inbox: Inbox;
  let second: CompanionProcess;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis"] });
    for (const name of ["ana", "luis", "sofia"]) {
      await inbox.as(name, "/api/session");
    }
    second = await startCompanionProcess({ ...inbox.settings, port: 0 });
  });
  afterAll(async () => {
    await second[Symbol.asyncDispose]();
    await inbox[Symbol.asyncDispose]();
  });

  const { conversationOf, act, open } = actingIn(() => inbox, "5735500");

  /** The page of this person, at the second companion where it says so. */
  const pageOf = async (name: string, at: { url: string } = inbox) =>
    await listen(at, await inbox.token(name));
  const told = ({ events }: EventStream) =>
    events.filter(({ name }) => name === "presence")
      .map(({ data }) => data as unknown as PresenceEvent);
  const present = async (name: string, key: string) =>
    (await open(name, key)).presentes;

  it("tell each other's pages who is there, who types and who left, and nobody of themselves", async () => {
    const key = await conversationOf("ana");
    const { id } = await open("ana", key);
    await using ana = await pageOf("ana");
    await using sofia = await pageOf("sofia", second);
    await using luis = await pageOf("luis", second);
    const herself = {
      id,
      agente_id: await inbox.agentId("ana"),
      nombre: "Ana",
    };

    await act("ana", key, "presencia", { escribiendo: false });
    await until("she is there", () => told(sofia).length === 1);
    await act("ana", key, "presencia", { escribiendo: false });
    await act("ana", key, "presencia", { escribiendo: true });
    await until("she types", () => told(sofia).length === 2);
    const seen = await present("sofia", key);
    const byHerself = await present("ana", key);
    await act("ana", key, "presencia", { escribiendo: false, fuera: true });
    await until("she has left", () => told(sofia).length === 3);

    assertEquals(told(sofia), [
      { ...herself, escribiendo: false },
      { ...herself, escribiendo: true },
      { ...herself, escribiendo: false, se_fue: true },
    ]);
    assertEquals(seen, [{
      agente_id: herself.agente_id,
      nombre: "Ana",
      escribiendo: true,
    }]);
    assertEquals(byHerself, []);
    assertEquals(await present("sofia", key), []);
    assertEquals([told(ana), told(luis)], [[], []]);
    assert(
      sofia.text().split("\n\n").filter((block) =>
        block.includes("event: presence")
      ).every((block) => !/^id:/m.test(block)),
    );
    assertEquals(
      (await open("ana", key)).version,
      (await open("sofia", key)).version,
    );
  });

  it("tell who comes later who is there, and forget who vanished without a word", async () => {
    const key = await conversationOf("ana");
    await act("sofia", key, "presencia", { escribiendo: true });
    await using first = await pageOf("ana");
    await using other = await pageOf("ana", second);
    await until(
      "both are told",
      () => [first, other].every((page) => told(page).length === 1),
    );

    // As if half a minute had passed since.
    await inbox
      .sql`update presences set seen_at = seen_at - interval '26 seconds'`;
    const seen = await present("ana", key);
    await until(
      "both are told that she is gone",
      () => [first, other].every((page) => told(page).at(-1)!.se_fue),
    );

    assertEquals(seen, []);
    assertEquals(told(first).length, 2);
  });

  it("let nobody know of it once the conversation is somebody else's, and tell the one who has it", async () => {
    const key = await conversationOf("ana");
    const { id } = await open("ana", key);
    await using ana = await pageOf("ana");
    await using luis = await pageOf("luis", second);
    const about = (page: EventStream) =>
      told(page).filter((event) => event.id === id)
        .map(({ nombre, escribiendo, se_fue }) => [
          nombre,
          escribiendo,
          se_fue ?? false,
        ]);
    await act("sofia", key, "presencia", { escribiendo: false });
    await act("ana", key, "presencia", { escribiendo: true });
    await until("Ana is told", () => about(ana).length === 1);

    await act("sofia", key, "asignar", { agente: await inbox.agentId("luis") });
    await until("Luis is told of both", () => about(luis).length === 2);
    await act("sofia", key, "presencia", { escribiendo: true });
    const late = await act("ana", key, "presencia", { escribiendo: true });
    await until("Luis is told", () => about(luis).length === 3);

    assertEquals(refusal(late), [403, "not_assigned"]);
    assertEquals(about(ana), [["Sofia", false, false]]);
    assertEquals(
      about(luis).toSorted(),
      [["Ana", false, true], ["Sofia", false, false], ["Sofia", true, false]]
        .toSorted(),
    );
    assertEquals(
      (await present("luis", key)).map(({ nombre }: { nombre: string }) =>
        nombre
      ),
      ["Sofia"],
    );
  });

  it("wake what was snoozed once, whichever comes first", async () => {
    const keys = [];
    for (let at = 0; at < 12; at++) keys.push(await conversationOf("ana"));
    const hasta = new Date(Date.now() + 3_600_000).toISOString();
    for (const key of keys) await act("ana", key, "posponer", { hasta });
    const versions = await Promise.all(
      keys.map(async (key) => (await open("ana", key)).version),
    );

    // As if the hour had passed.
    await inbox.sql`
      update conversations set snoozed_until = now() where snoozed_until is not null
    `;
    await until("all are back", async () => {
      const rows = await inbox
        .sql`select from conversations where snoozed_until is not null`;
      return rows.length === 0;
    });

    for (const [at, key] of keys.entries()) {
      const { version, eventos } = await open("ana", key);
      assertEquals(version, versions[at]! + 1);
      assertEquals(
        eventos.filter(({ tipo }: ThreadEvent) => tipo === "retomada").length,
        1,
      );
    }
  });
});
