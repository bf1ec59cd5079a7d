/**
 * The audit that every fault ends with: Twilio, the journal, Postgres, the site and the pages
 * hold the same messages, once, in order, for the right agent.
 */
import { assertEquals } from "@std/assert";
import { messageIdOf } from "../companion/domain/message_id.ts";
import type { Inbox } from "./inbox.ts";
import { listOf, type PageScript } from "./page_script.ts";

interface Kept {
  conversationId: string;
  key: string;
  agent: string | null;
  id: string;
  direction: "inbound" | "outbound";
  body: string;
  position: number;
  sid: string | null;
}

/** Compares all places, and fails naming the first that differs. Settle the house before. */
export async function audit(
  inbox: Inbox,
  pages: Readonly<Record<string, PageScript>>,
): Promise<{ messages: number }> {
  const kept = await readKept(inbox);
  const byConversation = Map.groupBy(
    kept,
    ({ conversationId }) => conversationId,
  );
  for (const messages of byConversation.values()) {
    assertEquals(
      messages.map(({ position }) => position),
      messages.map((_, at) => at + 1),
      "positions are without gaps",
    );
  }
  checkTwilio(inbox, kept);
  await checkJournal(inbox, kept);
  checkSite(inbox, byConversation);
  await checkPages(inbox, byConversation, pages);
  await checkLedger(inbox);
  return { messages: kept.length };
}

async function readKept({ sql }: Inbox): Promise<Kept[]> {
  return await sql<Kept[]>`
    select m.conversation_id, c.number as key, a.email as agent, m.id, m.direction, m.body, m.position,
      m.provider_sid as sid
    from messages m join conversations c on c.id = m.conversation_id left join agents a on a.id = c.agent_id
    order by m.conversation_id, m.position
  `;
}

/** What customers wrote is here, once and in their order; what we sent is there, once and in ours. */
function checkTwilio({ twilio }: Inbox, kept: readonly Kept[]): void {
  const there = twilio.messages();
  const written = there.filter(({ direction }) => direction === "inbound").map((
    { sid },
  ) => messageIdOf(sid));
  const received = kept.filter(({ direction }) => direction === "inbound").map((
    { id },
  ) => id);
  assertEquals(
    received.toSorted(),
    written.toSorted(),
    "every customer's message is in Postgres, once",
  );
  const sent = there.filter(({ direction }) => direction !== "inbound");
  const ours = kept.filter(({ direction }) => direction === "outbound");
  assertEquals(
    ours.map(({ sid }) => sid).toSorted(),
    sent.map(({ sid }) => sid).toSorted(),
    "every reply is at Twilio, once",
  );
  const place = new Map(there.map(({ sid }, at) => [sid, at]));
  for (
    const messages of Map.groupBy(kept, ({ conversationId }) => conversationId)
      .values()
  ) {
    for (const direction of ["inbound", "outbound"] as const) {
      const places = messages.filter((one) => one.direction === direction).map((
        { sid },
      ) => place.get(sid!)!);
      assertEquals(
        places,
        places.toSorted((a, b) => a - b),
        `${direction} messages keep their order`,
      );
    }
  }
}

async function checkJournal(
  { sql }: Inbox,
  kept: readonly Kept[],
): Promise<void> {
  const rows = await sql<
    { key: string }[]
  >`select key from webhooks where kind = 'message' and state = 'done'`;
  const journal = rows.map(({ key }) => messageIdOf(key.slice(2)));
  const received = kept.filter(({ direction }) => direction === "inbound").map((
    { id },
  ) => id);
  assertEquals(
    journal.toSorted(),
    received.toSorted(),
    "the journal has every message, once",
  );
}

function checkSite(
  { site }: Inbox,
  byConversation: ReadonlyMap<string, Kept[]>,
): void {
  const rows = site.rows("CHATBOT_MENSAJES");
  const byUser = Map.groupBy(rows, ({ userId }) => String(userId));
  const expected = [...byConversation.values()];
  assertEquals(
    rows.length,
    expected.flat().length,
    "the site has as many messages as Postgres",
  );
  for (const messages of expected) {
    const stored = (byUser.get(messages[0]!.key) ?? [])
      .toSorted((a, b) =>
        Number(a.timestamp) - Number(b.timestamp) ||
        Number(a.orden) - Number(b.orden)
      );
    assertEquals(
      stored.map(({ _id }) => _id),
      messages.map(({ id }) => id),
      "the site has them in order",
    );
    assertEquals(
      stored.map(({ mensaje }) => mensaje),
      messages.map(({ body }) => body),
      "word for word",
    );
  }
}

async function checkPages(
  inbox: Inbox,
  byConversation: ReadonlyMap<string, Kept[]>,
  pages: Readonly<Record<string, PageScript>>,
): Promise<void> {
  for (const [name, page] of Object.entries(pages)) {
    const own = [...byConversation.values()].filter(([first]) =>
      first!.agent === `${name}@example.com`
    );
    const listed = Object.values(await listOf(inbox, name)).map(({ id }) => id);
    assertEquals(
      listed.toSorted(),
      own.map(([first]) => first!.conversationId).toSorted(),
      `${name} sees what is theirs`,
    );
    const told = page.events.filter((event) => event.name === "new_message")
      .map(({ data }) => data.message_id!);
    assertEquals(
      [...new Set(told)].toSorted(),
      own.flat().map(({ id }) => id).toSorted(),
      `${name}'s page was told of each`,
    );
    const places = page.events.map(({ id }) => id);
    assertEquals(
      places,
      places.toSorted((a, b) => a - b),
      "in the order of commits",
    );
    assertEquals(page.problems, []);
  }
}

/** Each conversation was given once, turn by turn, and the counts differ by at most one. */
async function checkLedger({ sql }: Inbox): Promise<void> {
  const given = await sql<
    { conversationId: string; agentId: number; turn: number }[]
  >`
    select conversation_id, agent_id, turn from assignments where turn is not null order by turn
  `;
  assertEquals(
    given.map(({ turn }) => turn),
    given.map((_, at) => at + 1),
    "turns are without gaps",
  );
  assertEquals(
    new Set(given.map(({ conversationId }) => conversationId)).size,
    given.length,
    "given once",
  );
}
