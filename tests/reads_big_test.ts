import { assert, assertEquals, assertGreater } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { openConversation } from "../companion/inbox/open_conversation.ts";
import { type Agent, readAgents } from "../companion/store/agents.ts";
import {
  addAssignments,
  readAssignments,
} from "../companion/store/assignments.ts";
import { readMediaOf } from "../companion/store/media.ts";
import {
  readIdsOfReceived,
  readIdsOfSent,
  readThread,
} from "../companion/store/messages.ts";
import {
  readInbox,
  readInboxOf,
  searchInbox,
} from "../companion/store/inbox_page.ts";
import { type ListFilter, NO_FILTER } from "../companion/store/list_filter.ts";
import type { ListOrder } from "../companion/store/list_order.ts";
import type { Sql } from "../companion/store/sql.ts";
import type { ConversationSummary } from "../shared/conversation.ts";
import { FEW, fillInbox } from "./bench/big_inbox.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { watchPlans } from "./plans.ts";
import { until } from "./until.ts";

/** More than a search looks through without asking whether it is worth it. */
const SIZE = 21_000;
/** Tables that grow with what is said. */
const GROWING =
  /^(conversations|conversation_texts|messages|addresses|media|assignments)/;

const TERMS = [
  "MARÍA",
  "jos",
  "Peña",
  "pena",
  "maria garcia",
  "Wenceslao",
  "xochitl nunez",
  "xó",
  "ñ",
  "57300",
  "+57 300 000 79",
  "7919",
  "573000007919",
  "nadie se llama así",
  "%_",
  "a%",
];

describe("an inbox of many conversations", () => {
  let inbox: Inbox;
  let agents: Agent[];
  let everybody: Row[];
  beforeAll(async () => {
    inbox = await startInbox();
    agents = await readAgents(inbox.sql);
    const [line] = await inbox.sql<{ id: number }[]>`select id from lines`;
    await fillInbox(inbox.sql, {
      conversations: SIZE,
      messagesEach: 2,
      lineId: line!.id,
      agentIds: agents.filter(({ role }) => role === "agent")
        .map(({ id }) => id),
    });
    everybody = await inbox.sql<Row[]>`
      select id, name, number, agent_id from conversations order by last_message_at desc, id
    `;
    await decideAndIllustrate(inbox.sql, everybody);
    await closeSome(inbox.sql);
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const agentOf = (name: string) =>
    agents.find(({ email }) => email.startsWith(name))!;

  function visible(name: string): Row[] {
    const { id, role } = agentOf(name);
    return everybody.filter(({ agentId }) =>
      role === "supervisor" || agentId === id
    );
  }

  async function list(name: string, query: string) {
    const { status, json } = await inbox.as(
      name,
      `/api/conversaciones?${query}`,
    );
    assertEquals(status, 200);
    const rows: ConversationSummary[] = Object.values(json.conversaciones);
    // Keys that are numbers lose their order in JavaScript, not on the way.
    const place = new Map(everybody.map(({ id }, at) => [id, at]));
    const ids = rows.map(({ id }) => id)
      .sort((a, b) => place.get(a)! - place.get(b)!);
    return { ...json, ids };
  }

  it("is counted exactly and paged in its order, at any depth", async () => {
    for (const name of ["ana", "luis", "sofia"]) {
      const theirs = visible(name).map(({ id }) => id);
      for (const offset of [0, 30, 49, 5000, 20_990, 999_999_999]) {
        const page = await list(name, `limit=30&offset=${offset}`);

        assertEquals(page.ids, theirs.slice(offset, offset + 30));
        assertEquals(
          [page.total, page.total_exact, page.has_more],
          [theirs.length, true, offset + 30 < theirs.length],
        );
      }
    }
    assertEquals(visible("luis").length, FEW);
  });

  it("is gone through from place to place, with nobody missed or met twice", async () => {
    for (const name of ["luis", "sofia"]) {
      const met: string[] = [];
      let query = "limit=200";
      for (let cursor: string | null = ""; cursor !== null;) {
        const page = await list(name, query);
        met.push(...page.ids);
        cursor = page.siguiente;
        query = `limit=200&antes=${cursor}`;
        assertEquals(page.has_more, cursor !== null);
      }

      assertEquals(met, visible(name).map(({ id }) => id));
    }
  });

  it("is searched by part of a name or number as if each were looked at", async () => {
    for (const name of ["ana", "luis", "sofia"]) {
      for (const term of TERMS) {
        const wanted = visible(name).filter((row) => isFound(row, term));
        for (const offset of [0, 7]) {
          const page = await list(
            name,
            `limit=30&offset=${offset}&q=${encodeURIComponent(term)}`,
          );

          const what = `${name} ${term} ${offset}`;
          const ids = wanted.map(({ id }) => id).slice(offset, offset + 30);
          assertEquals(page.ids, ids, what);
          assertEquals(page.has_more, offset + 30 < wanted.length, what);
          const isTrue = page.total_exact
            ? page.total === wanted.length
            : page.total <= wanted.length && page.has_more;
          assert(isTrue, `${what}: ${page.total} of ${wanted.length}`);
        }
      }
    }
  });

  it("finds whoever has just come or is called otherwise, and forgets who is erased", async () => {
    const { sql } = inbox;
    const find = async (term: string) => (await list("sofia", `q=${term}`)).ids;
    const textsOf = async (id: string) =>
      (await sql<
        { text: string }[]
      >`select text from conversation_texts where conversation_id = ${id}`)
        .map(({ text }) => text);
    await inbox.twilio.inbound({
      from: "+573999999901",
      body: "Hola",
      profileName: "Zacarías Quetzal",
    });
    const [row] = await sql<{ id: string }[]>`
      select id from conversations where number = '573999999901'
    `;
    const { id } = row!;

    assertEquals(await find("quetzal"), [id]);
    assertEquals(await find("9999901"), [id]);
    await until("the index has it", async () => (await textsOf(id)).length > 0);
    assertEquals(await find("quetzal"), [id]);

    await sql`update conversations set name = 'Colibrí' where id = ${id}`;
    assertEquals(await find("quetzal"), []);
    assertEquals(await find("colibri"), [id]);
    await until(
      "the index has it",
      async () => (await textsOf(id))[0] === " colibri\n573999999901",
    );
    assertEquals(await find("quetzal"), []);
    assertEquals(await find("colibri"), [id]);

    await inbox.settle();
    await sql`delete from messages where conversation_id = ${id}`;
    await sql`delete from addresses where conversation_id = ${id}`;
    await sql`delete from conversations where id = ${id}`;
    assertEquals(await find("colibri"), []);
    await until(
      "the index forgot it",
      async () => (await textsOf(id)).length === 0,
    );
    assertEquals((await list("sofia", "")).total, SIZE);
  });

  it("refuses a place that no page gave, and depths that are no page's", async () => {
    const refused = [];
    for (
      const query of [
        "antes=hoy",
        "antes=1.x",
        `antes=1.${everybody[0]!.id}&q=ana`,
        `antes=1.${everybody[0]!.id}&id=${everybody[0]!.id}`,
        "q=maria&offset=10001",
      ]
    ) {
      const answer = await inbox.as("sofia", `/api/conversaciones?${query}`);
      refused.push([answer.status, answer.json.field]);
    }

    assertEquals(refused, [
      ...Array.from({ length: 4 }, () => [422, "antes"]),
      [422, "offset"],
    ]);
  });

  it("is read by indexes alone, and never more of it than the answer needs", async () => {
    // As after a while: what an index has not sorted in yet makes it look dear.
    await inbox.sql`vacuum analyze conversation_texts`;
    await using watched = await watchPlans(inbox.databaseUrl);
    const { sql } = watched;
    const [ana, luis, sofia] = ["ana", "luis", "sofia"].map(agentOf) as [
      Agent,
      Agent,
      Agent,
    ];
    const [{ id, number }] = visible("ana").slice(9_000) as [Row];
    const page = {
      filter: NO_FILTER,
      order: "newest" as const,
      asOf: new Date(),
      limit: 30,
      offset: 0,
      after: null,
    };
    const search = (agent: Agent, search: string) => () =>
      searchInbox(sql, {
        agent,
        filter: NO_FILTER,
        search,
        limit: 30,
        offset: 0,
      });
    const list = (
      agent: Agent,
      filter: Partial<ListFilter>,
      order: ListOrder = "newest",
    ) =>
    () =>
      readInbox(sql, {
        ...page,
        agent,
        order,
        filter: { ...NO_FILTER, ...filter },
      });
    const reads: Record<string, [number, () => Promise<unknown>]> = {
      "list of an agent": [200, () => readInbox(sql, { agent: ana, ...page })],
      "list of who has few": [
        200,
        () => readInbox(sql, { agent: luis, ...page }),
      ],
      "list of a supervisor": [
        200,
        () => readInbox(sql, { agent: sofia, ...page }),
      ],
      "a later page": [
        3300,
        () => readInbox(sql, { agent: sofia, ...page, offset: 3000 }),
      ],
      "a place far down": [
        200,
        async () => {
          const [row] = await inbox.sql<{ at: number }[]>`
            select (extract(epoch from last_message_at) * 1000000)::bigint as at from conversations where id = ${id}
          `;
          await readInbox(sql, {
            agent: sofia,
            ...page,
            after: { part: 0, at: row!.at, asOf: 0, id },
          });
        },
      ],
      "those of an agent that are not closed": [
        200,
        list(ana, { state: "active" }),
      ],
      "all that are closed": [200, list(sofia, { state: "closed" })],
      "closed ones of an agent": [200, list(ana, { state: "closed" })],
      "all that are snoozed": [200, list(sofia, { state: "snoozed" })],
      "those that nobody has": [200, list(sofia, { owner: "unassigned" })],
      "those not read": [300, list(sofia, { isUnread: true })],
      "those of an agent not read": [300, list(ana, { isUnread: true })],
      "those that somebody has pinned": [200, list(ana, { isPinned: true })],
      "who waits longest": [500, list(sofia, {}, "longest_wait")],
      "who of an agent's waits longest": [500, list(ana, {}, "longest_wait")],
      "whose window closes soonest": [200, list(sofia, {}, "closes_soonest")],
      "one alone": [20, () => readInboxOf(sql, id, ana)],
      "one by its number": [20, () => openConversation(sql, number, ana)],
      "a thread": [
        60,
        () => readThread(sql, id, { total: 2, limit: 50, offset: 0 }),
      ],
      "files": [20, () => readMediaOf(sql, [id])],
      "quotes of ours": [20, () => readIdsOfSent(sql, 1, ["SM1"])],
      "quotes of theirs": [20, () => readIdsOfReceived(sql, id, ["SM1"])],
      "decisions": [20, () => readAssignments(sql, id)],
      "search for what many have": [5300, search(sofia, "maria")],
      "search for what few have": [5300, search(sofia, "xochitl")],
      "search for a number": [100, search(ana, number)],
      "search for nobody": [5300, search(ana, "quetzalcoatl")],
      "search of who has few": [400, search(luis, "maria")],
    };

    for (const [what, [most, read]] of Object.entries(reads)) {
      // Often enough for Postgres to have made up its mind about a plan for all values.
      for (let time = 0; time < 7; time++) {
        await read();
        assertEquals(faultsOf(watched.accesses(), most), [], what);
      }
    }
  });

  it("would be seen to be counted or gone through row by row", async () => {
    await using watched = await watchPlans(inbox.databaseUrl);
    const faults = [];
    for (const naive of [naiveCount, naiveSearch, naiveKey]) {
      await naive(watched.sql);
      faults.push(faultsOf(watched.accesses(), 5300).length);
    }

    assertEquals(faults, [1, 1, 1]);
  });

  it("is searched all the same when those who match are many, and all of them long silent", async () => {
    const silent = visible("sofia").slice(-1_300).map(({ id }) => id);
    await inbox
      .sql`update conversations set name = 'Baltasar' where id = any(${silent}::uuid[])`;

    for (const offset of [0, 30, 1290]) {
      const page = await list("sofia", `limit=30&offset=${offset}&q=baltas`);

      assertEquals(page.ids, silent.slice(offset, offset + 30));
      assertEquals(page.has_more, offset < 1270);
    }
  });
});

interface Row {
  id: string;
  name: string;
  number: string;
  agentId: number;
}

/** Gives each conversation a decision, and its first message a picture. */
async function decideAndIllustrate(sql: Sql, rows: readonly Row[]) {
  await sql.begin(async (tx) => {
    const decisions = rows.map(({ id, agentId }) => ({
      lineId: 1,
      turn: null,
      conversationId: id,
      agentId,
      reason: "handed_over" as const,
      eligible: [],
      excluded: [],
      decidedBy: null,
    }));
    await addAssignments(tx, decisions, new Date());
    await tx`
      insert into media (conversation_id, message_id, content_type)
      select conversation_id, id, 'image/png' from messages where position = 1
    `;
  });
  await sql`analyze assignments, media`;
}

/** One in ten is closed; of the others some wait for an answer, are snoozed or pinned. */
async function closeSome(sql: Sql) {
  await sql`update conversations set state = 'closed' where hashtext(id::text) % 10 = 0`;
  await sql`
    update conversations set waiting_since = last_message_at
    where state <> 'closed' and hashtext(id::text) % 50 = 1
  `;
  await sql`
    update conversations set snoozed_until = now() + interval '1 day'
    where state <> 'closed' and hashtext(id::text) % 500 = 2
  `;
  await sql`
    insert into pins (agent_id, conversation_id)
    select agent_id, id from conversations where agent_id = 1 order by id limit 20
  `;
  await sql`vacuum analyze conversations`;
  await sql`analyze pins`;
}

/** What the search promises, without any index. */
function isFound({ name, number }: Row, term: string): boolean {
  const words = plain(term);
  const digits = term.replace(/\D/g, "");
  const isInName = words.length < 3
    ? ` ${plain(name)}`.includes(` ${words}`)
    : plain(name).includes(words);
  return isInName || digits.length > 2 && number.includes(digits);
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

function faultsOf(
  accesses: ReturnType<Awaited<ReturnType<typeof watchPlans>>["accesses"]>,
  most: number,
) {
  assertGreater(accesses.length, 0);
  return accesses.filter(({ table, by, rows }) =>
    GROWING.test(table) && (by === "Seq Scan" || rows > most)
  );
}

/** How lists were counted, numbers found and keys looked up before. */
async function naiveCount(sql: Sql) {
  await sql`select count(*) from conversations c where c.agent_id > 0`;
}

async function naiveSearch(sql: Sql) {
  await sql`select id from conversations where name ilike ${"%xochitl%"} limit 30`;
}

async function naiveKey(sql: Sql) {
  await sql`select conversation_id from addresses where key like ${"%7919"}`;
}
