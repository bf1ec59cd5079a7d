import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { USUAL_PACE } from "../../companion/outbox/pace.ts";
import { sendReply } from "../../companion/inbox/send_reply.ts";
import { readAgents } from "../../companion/store/agents.ts";
import type { Sql } from "../../companion/store/sql.ts";
import { startCompanionProcess } from "./companion_process.ts";
import { orderFault } from "./ordered_faults.ts";
import { startSurroundings, type Surroundings } from "./surroundings.ts";
import { until } from "../until.ts";

const MARTA = "+573001112233";
const KEY = "573001112233";
const SENDING = "/2010-04-01";
const STORING = "/_functions/guardarConversacion";

/** As main.ts, unless a test of the full size is asked for: only sooner. */
const PACE = Deno.env.get("RELEVO_FULL") === "1"
  ? USUAL_PACE
  : { lookEveryMs: 200, beatEveryMs: 200, silenceMs: 1500 };

/** A second for the next look, another for the work; some more for a busy machine. */
const TAKEN_OVER_MS = 4_000;

describe("two companions on one database", () => {
  it("one killed in the middle of a store: the other takes over, and it is stored once", async () => {
    await using house = await startSurroundings(["ana"]);
    const { sql, site, twilio } = house;
    await using first = await startCompanionProcess(house.settings);
    await using second = await startCompanionProcess(house.settings);
    second.signal("SIGSTOP");
    await orderFault(site, { path: STORING, after: "commit", delayMs: 5000 });
    twilio.setWebhook(`${first.url}/webhook/twilio`);
    await twilio.inbound({ from: MARTA, body: "Hola" });
    await until("it is being stored", () => textsIn(site).length === 1);

    second.signal("SIGCONT");
    first.signal("SIGKILL");
    await house.quiet(TAKEN_OVER_MS);
    twilio.setWebhook(`${second.url}/webhook/twilio`);
    await twilio.inbound({ from: MARTA, body: "¿Están?" });
    await house.quiet();

    assertEquals(textsIn(site), ["Hola", "¿Están?"]);
    const [row] = site.rows("CHATBOT");
    const [conversation] = await sql`select version from conversations`;
    assertEquals(row!.version, conversation!.version);
    assertEquals((row!.mensajes as unknown[]).length, 2);
    await until("the lost answer is given up", () => hasLogged(site, 3));
  });

  it("one killed while Twilio answers: the other finds what was sent, and sends nothing", async () => {
    await using house = await startSurroundings(["ana"]);
    const { sql, twilio } = house;
    await using first = await startCompanionProcess(house.settings);
    await using second = await startCompanionProcess(house.settings);
    await prepare(house, first.url);
    second.signal("SIGSTOP");
    await orderFault(twilio, {
      path: SENDING,
      method: "POST",
      after: "commit",
      delayMs: 3000,
    });
    await reply(house, "Buenos días");
    await until("the phone has it", () => twilio.phone(MARTA).length === 2);

    second.signal("SIGCONT");
    first.signal("SIGKILL");
    await until("the other has settled it", async () => {
      return (await messageOf(sql)).providerSid !== null;
    }, TAKEN_OVER_MS);
    await house.quiet();
    await until("the lost answer is given up", () => hasPosted(house, 1));

    assertEquals((await messageOf(sql)).status, "delivered");
    assertEquals(textsOn(house), ["Hola", "Buenos días"]);
  });

  it("one frozen in the middle of a send: the other takes over, and what thaws changes nothing", async () => {
    await using house = await startSurroundings(["ana"]);
    const { sql, twilio } = house;
    await using first = await startCompanionProcess(house.settings, PACE);
    await prepare(house, first.url);
    await orderFault(twilio, {
      path: SENDING,
      method: "POST",
      after: "commit",
      status: 429,
      delayMs: 500,
    });
    await reply(house, "Buenos días");
    await until("the phone has it", () => twilio.phone(MARTA).length === 2);
    const [frozen] = await livingIds(sql);

    first.signal("SIGSTOP");
    await using _second = await startCompanionProcess(house.settings, PACE);
    await until("the other has settled it", async () => {
      return (await messageOf(sql)).providerSid !== null;
    }, PACE.silenceMs + 10_000);
    await house.quiet();
    const before = await books(sql);
    const whileFrozen = await livingIds(sql);
    first.signal("SIGCONT");
    await until("it has a new identity", async () => {
      return (await livingIds(sql)).length === 2;
    }, PACE.beatEveryMs + 5_000);
    await house.quiet();

    assert(!whileFrozen.includes(frozen!), "Its session was not ended");
    assert(!(await livingIds(sql)).includes(frozen!), "It kept its identity");
    assertEquals(await books(sql), before);
    assertEquals(textsOn(house), ["Hola", "Buenos días"]);
    assert(hasPosted(house, 1), "It was sent again");
  });
});

/** A customer has written, and nothing of it is promised any more; no report tells how a reply fares. */
async function prepare(house: Surroundings, url: string): Promise<void> {
  house.twilio.setDelivery({ drop: true });
  house.twilio.setWebhook(`${url}/webhook/twilio`);
  await house.twilio.inbound({ from: MARTA, body: "Hola" });
  await house.quiet();
}

/** As the door does it: committed, and then told to who may send it. */
async function reply({ sql }: Surroundings, body: string): Promise<void> {
  const [agent] = await readAgents(sql);
  const id = crypto.randomUUID();
  const written = { id, to: KEY, body, media: null, agent: agent! };
  await sendReply(sql, written, new Date());
}

function hasLogged({ log }: Surroundings["site"], count: number): boolean {
  return log().filter(({ path }) => path.startsWith(STORING)).length === count;
}

function hasPosted({ twilio }: Surroundings, count: number): boolean {
  const posts = twilio.log().filter(({ method, path }) =>
    method === "POST" && path.startsWith(SENDING)
  );
  return posts.length === count;
}

function textsIn(site: Surroundings["site"]): unknown[] {
  return site.rows("CHATBOT_MENSAJES").map(({ mensaje }) => mensaje);
}

function textsOn({ twilio }: Surroundings): string[] {
  return twilio.phone(MARTA).map(({ body }) => body);
}

async function messageOf(sql: Sql) {
  const [row] = await sql`
    select status, provider_sid from messages where direction = 'outbound'
  `;
  return row as unknown as { status: string; providerSid: string | null };
}

/** What a worker that has lost its claims must not touch. */
async function books(sql: Sql): Promise<unknown> {
  return [
    await sql`select status, provider_sid, error_code, attempted_at from messages order by position`,
    await sql`select kind, last_seq, done_seq, attempts, problem, state from outbox_lanes order by kind`,
    await sql`select version, last_status from conversations`,
  ].map((rows) => rows.map((row) => ({ ...row })));
}

async function livingIds(sql: Sql): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select objid::int as id from pg_locks
    where locktype = 'advisory' and classid = 7001
      and database = (select oid from pg_database where datname = current_database())
    order by id
  `;
  return rows.map(({ id }) => id);
}
