import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { listenOnFreePort } from "../../scripts/free_port.ts";
import { startCompanionProcess } from "./companion_process.ts";
import { clearFaults, orderFault } from "./ordered_faults.ts";
import { post, type SignedWebhook, signedWebhook } from "./signed_webhooks.ts";
import { startSurroundings, type Surroundings } from "./surroundings.ts";
import { until } from "../until.ts";

const WEBHOOKS = Deno.env.get("RELEVO_FULL") === "1" ? 10_000 : 1_500;
const REPEATS = 0.2;
const CONNECTIONS = 32;
const MESSAGES_EACH = 20;
const AGENTS = ["ana", "luis", "eva", "raul", "ines"];
const PUBLIC_URL = "https://relevo.example.com";

describe("webhooks while the site refuses and the companion is killed", () => {
  it(`${WEBHOOKS} of them, a fifth repeats: each message once, in order, and one agent for each customer`, async () => {
    await using house = await startSurroundings(AGENTS);
    const settings = {
      ...house.settings,
      publicUrl: PUBLIC_URL,
      port: freePort(),
    };
    let companion = await startCompanionProcess(settings);
    const { url } = companion;
    const webhooks = manyWebhooks(WEBHOOKS);
    let restart = Promise.resolve();

    const started = performance.now();
    const refused = await postAll(url, webhooks, {
      0.25: () => refuse(house),
      0.5: () => {
        companion.signal("SIGKILL");
        restart = companion.ended.then(async () => {
          companion = await startCompanionProcess(settings);
        });
      },
      0.75: () => clearFaults(house.site),
    });
    const answeredMs = performance.now() - started;
    await restart;
    await using _last = companion;
    await house.quiet(120_000);
    const wholeMs = performance.now() - started;

    assert(refused > 0, "The kill was noticed by nobody");
    await everyMessageOnce(house, webhooks);
    await sameOrderInTheSite(house);
    await oneAgentEach(house, webhooks);
    console.log(
      `      ${WEBHOOKS} webhooks answered in ${Math.round(answeredMs)} ms, ` +
        `all stored in the site after ${Math.round(wholeMs)} ms`,
    );
  });
});

function freePort(): number {
  using listener = listenOnFreePort();
  return listener.addr.port;
}

/** Customers who write by turns, and repeats that come at any time after their first. */
function manyWebhooks(count: number): SignedWebhook[] {
  const distinct = Math.round(count * (1 - REPEATS));
  const customers = Math.ceil(distinct / MESSAGES_EACH);
  const webhooks = Array.from(
    { length: distinct },
    (_, at) =>
      signedWebhook(PUBLIC_URL, {
        sid: `SM${at.toString(16).padStart(32, "0")}`,
        from: String(573_000_000_000 + at % customers),
        text: `Mensaje ${at}`,
      }),
  );
  for (let repeat = 0; repeat < count - distinct; repeat++) {
    const first = Math.floor(repeat * distinct / (count - distinct));
    // Some at the same moment as the first, some much later, beyond the kill.
    const later = repeat % 3 === 0 ? 1 : (repeat * 37) % distinct;
    const place = Math.min(first + repeat + later, webhooks.length);
    webhooks.splice(
      place,
      0,
      webhooks.find(({ text }) => text === `Mensaje ${first}`)!,
    );
  }
  return webhooks;
}

/** Sends all, each until it is answered 200, as Twilio would be told to. Answers how many tries were in vain. */
async function postAll(
  url: string,
  webhooks: readonly SignedWebhook[],
  events: Record<number, () => unknown>,
): Promise<number> {
  const waiting = Object.entries(events).map(([share, act]) => ({
    after: Number(share) * webhooks.length,
    act,
  }));
  let next = 0;
  let answered = 0;
  let refused = 0;

  async function connection(): Promise<void> {
    while (next < webhooks.length) {
      const webhook = webhooks[next++]!;
      await until("the webhook is answered", async () => {
        const isTaken = await post(url, webhook) === 200;
        if (!isTaken) refused += 1;
        return isTaken;
      }, 60_000);
      answered += 1;
      const due = waiting.filter(({ after }) => answered >= after);
      waiting.splice(0, due.length);
      for (const { act } of due) await act();
    }
  }

  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return refused;
}

async function refuse({ site }: Surroundings): Promise<void> {
  await orderFault(site, {
    path: "/_functions/",
    status: 503,
    times: 1_000_000,
  });
}

async function everyMessageOnce(
  { sql, site }: Surroundings,
  webhooks: readonly SignedWebhook[],
): Promise<void> {
  const sent = [...new Set(webhooks.map(({ text }) => text))].sort();
  const kept = await sql<{ body: string }[]>`select body from messages`;
  const stored = site.rows("CHATBOT_MENSAJES");

  assertEquals(kept.map(({ body }) => body).sort(), sent);
  assertEquals(stored.map(({ mensaje }) => mensaje as string).sort(), sent);
}

async function sameOrderInTheSite({ sql, site }: Surroundings): Promise<void> {
  const kept = await sql<{ number: string; bodies: string[] }[]>`
    select c.number, array_agg(m.body order by m.position) as bodies
    from messages m join conversations c on c.id = m.conversation_id
    group by c.number
  `;
  const stored = Map.groupBy(
    site.rows("CHATBOT_MENSAJES"),
    ({ userId }) => userId as string,
  );

  for (const { number, bodies } of kept) {
    const rows = stored.get(number) as unknown as {
      timestamp: Date;
      orden: number;
      mensaje: string;
    }[];
    const byOrden = rows.toSorted((a, b) => a.orden - b.orden);
    const byTime = rows.toSorted((a, b) =>
      a.timestamp.getTime() - b.timestamp.getTime() || a.orden - b.orden
    );
    assertEquals(byOrden.map(({ mensaje }) => mensaje), bodies);
    assertEquals(byTime.map(({ mensaje }) => mensaje), bodies);
  }
}

async function oneAgentEach(
  { sql, site }: Surroundings,
  webhooks: readonly SignedWebhook[],
): Promise<void> {
  const customers = new Set(webhooks.map(({ from }) => from)).size;
  const [books] = await sql`
    select count(*)::int as conversations, count(agent_id)::int as given,
      (select count(*)::int from assignments) as decisions,
      bool_and(message_count = (select count(*) from messages m where m.conversation_id = c.id)) as counted
    from conversations c
  `;
  const shares = await sql<{ count: number }[]>`
    select count(*)::int from conversations group by agent_id
  `;
  const counts = shares.map(({ count }) => count);

  assertEquals({ ...books }, {
    conversations: customers,
    given: customers,
    decisions: customers,
    counted: true,
  });
  assertEquals(counts.length, AGENTS.length);
  assert(Math.max(...counts) - Math.min(...counts) <= 1, `Uneven: ${counts}`);
  assertEquals(site.rows("CHATBOT").length, customers);
}
