import { registerLine } from "../../companion/inbox/register_line.ts";
import { migrate } from "../../companion/store/migrate.ts";
import { connect } from "../../companion/store/sql.ts";
import { enrollAgents } from "../../scripts/start/enroll_agents.ts";
import type { Agent } from "../../scripts/start/agents.ts";
import { signToken } from "./agent_token.ts";
import { fillInbox } from "./big_inbox.ts";
import type { BenchHouse } from "./house.ts";

/** An inbox full of conversations, and who reads in it. */
export interface ReadsHouse extends AsyncDisposable {
  conversations: number;
  messages: number;
  /** How long it took to fill. */
  seconds: number;
  /** Numbers of customers of the agent, here and there in the list. */
  numbers: string[];
  /** Asks as one of them, and answers when all of the answer is there. */
  get(reader: Reader, path: string): Promise<{ status: number; json: Json }>;
}

/** A supervisor, an agent like most, and one who has just begun. */
export type Reader = "supervisor" | "agent" | "beginner";

// deno-lint-ignore no-explicit-any -- whoever asks knows what shape the answer has
type Json = any;

const AGENTS = 100;
const MESSAGES_EACH = 10;

/** Makes a database of that size in the house's Postgres, and starts a companion on it. */
export async function openReadsHouse(
  house: BenchHouse,
  conversations: number,
): Promise<ReadsHouse> {
  const start = performance.now();
  const name = `reads_${house.nextRun()}`;
  await house.sql`create database ${house.sql(name)}`;
  const url = new URL(house.postgres.url);
  url.pathname = `/${name}`;
  await migrate(url.href);
  const people = staff();
  // Its line first: whoever joins takes turns on the lines that there are.
  const { line, accountSid } = house.addresseeOf({ url: "" });
  const numbers = await fill(url.href, { number: line, accountSid }, {
    people,
    conversations,
  });
  await using parts = new AsyncDisposableStack();
  const companion = parts.use(
    await house.startCompanion({
      DATABASE_URL: url.href,
      MEMBER_REQUESTS_PER_MINUTE: "1000000",
    }),
  );
  const tokens = Object.fromEntries(
    await Promise.all(
      people.map(async (agent) => [
        agent.name,
        await signToken(agent, house.siteSecret),
      ]),
    ),
  );
  const running = parts.move();
  return {
    conversations,
    messages: conversations * MESSAGES_EACH,
    seconds: (performance.now() - start) / 1000,
    numbers,
    async get(reader, path) {
      const response = await fetch(companion.url + path, {
        headers: { Authorization: `Bearer ${tokens[reader]}` },
      });
      return { status: response.status, json: await response.json() };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** In the order in which they are given conversations: the beginner is last. */
function staff(): Agent[] {
  const names = Array.from(
    { length: AGENTS - 2 },
    (_, at) => `agent${at + 1}`,
  );
  return ["supervisor", "agent", ...names, "beginner"].map((name) => ({
    email: `${name}@example.com`,
    name,
    role: name === "supervisor" ? "supervisor" : "agent",
  }));
}

/** Before anybody else uses the database: tables change their indexes meanwhile. */
async function fill(
  url: string,
  line: { number: string; accountSid: string },
  { people, conversations }: {
    people: readonly Agent[];
    conversations: number;
  },
): Promise<string[]> {
  const sql = connect(url, { max: 1 });
  try {
    const lineId = await registerLine(sql, line);
    await enrollAgents(url, people);
    const agents = await sql<{ id: number }[]>`
      select id from agents where role = 'agent' order by id
    `;
    const agentIds = agents.map(({ id }) => id);
    await fillInbox(sql, {
      conversations,
      messagesEach: MESSAGES_EACH,
      lineId,
      agentIds,
    });
    await sql`checkpoint`;
    const rows = await sql<{ number: string }[]>`
      select number from conversations where agent_id = ${agentIds[
      0
    ]!} order by md5(number) limit 50
    `;
    return rows.map(({ number }) => number);
  } finally {
    await sql.end();
  }
}
