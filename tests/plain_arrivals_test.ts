import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Arrival } from "../companion/inbox/arrival.ts";
import { partPlain } from "../companion/inbox/plain_arrivals.ts";
import { pauseAgent } from "../companion/inbox/pause_agent.ts";
import {
  receiveMessages,
  receiveQuickly,
} from "../companion/inbox/receive_messages.ts";
import { toInboundMessage } from "../companion/providers/twilio/inbound.ts";
import { NotPlain, receivePlainly } from "../companion/store/plain_arrivals.ts";
import type { Sql } from "../companion/store/sql.ts";
import { dice as diceOf } from "./rotation/dice.ts";
import { addLine, openOffice } from "./rotation/office.ts";

/** What somebody does, in the same manner in two houses. */
type Step = (
  sql: Sql,
  receive: typeof receiveMessages,
) => Promise<unknown>;

const LINES = 2;
const STEPS = 60;
const FIRST = new Date("2026-03-01T12:00:00Z").getTime();

describe("messages that are taken in by the short way", () => {
  for (const seed of [1, 2, 3]) {
    it(`leave the same in every book as by the long one (seed ${seed})`, async () => {
      const steps = composeDay(seed);

      const [short, long] = await Promise.all([
        afterAll(steps, receiveQuickly),
        afterAll(steps, receiveMessages),
      ]);

      assertEquals(short, long);
      assert(short.messages!.length > STEPS);
      assert(short.assignments!.some(({ reason }) => reason === "in_turn"));
      assert(short.assignments!.some(({ turn }) => turn === null));
    });
  }

  it("are texts of customers with one address, each here once", () => {
    const text = written({ from: "573001112233" });
    const file = written({
      from: "573001112244",
      more: { NumMedia: "1", MediaUrl0: "https://a/b" },
    });
    const named = written({
      from: "573001112255",
      more: { ExternalUserId: "CO.1" },
    });
    const after = written({ from: "573001112244" });
    const twice = written({ from: "573001112266" });
    const unreadable = { ...written({ from: "573001112277" }), message: null };
    const others = [file, named, after, twice, twice, unreadable];

    const parted = partPlain([text, ...others]);

    assertEquals(
      parted.plain.map(({ messages }) => messages.map(({ id }) => id)),
      [[text.message!.id]],
    );
    assertEquals(parted.others, others);
  });

  it("leave nothing at all when one of them was there before", async () => {
    await using office = await openOffice(1);
    const [before, fresh] = ["573001112233", "573001112244"].map((from) =>
      written({ from })
    );
    await receiveMessages(office.sql, [before!], new Date());
    const books = await readBooks(office.sql);
    const [group] = partPlain([fresh!, before!]).plain;

    const refused = await receivePlainly(office.sql, group!, new Date())
      .catch((error) => error);

    assert(refused instanceof NotPlain);
    assertEquals(await readBooks(office.sql), books);
  });
});

/** A day of customers who write in batches, agents who come and go, and conversations that are closed. */
function composeDay(seed: number): Step[] {
  const dice = diceOf(seed);
  const sent: Arrival[] = [];
  let now = FIRST;
  return Array.from({ length: STEPS }, (_, step): Step => {
    now += dice.roll(3) ? dice.roll(60_000) : 0;
    const at = new Date(now);
    const isNight = step === 20;
    if (isNight || step === 30) {
      return async (sql) => {
        for (const agentId of [1, 2, 3]) {
          await pauseAgent(sql, { agentId, isPaused: isNight }, at);
        }
      };
    }
    if (step === 40) return (sql) => sql`update agents set capacity = id * 9`;
    const kind = dice.roll(12);
    if (kind === 0) {
      const agentId = 1 + dice.roll(3);
      const isPaused = dice.roll(3) > 0;
      return (sql) => pauseAgent(sql, { agentId, isPaused }, at);
    }
    if (kind === 1) {
      return (sql) => sql`update conversations set state = 'closed'`;
    }
    // By several addresses all of a batch or none: of a mixed one, the odd take their turns last.
    const isNamed = dice.roll(8) === 0;
    const batch = Array.from({ length: 1 + dice.roll(9) }, () => {
      if (!isNamed && sent.length > 0 && dice.roll(20) === 0) {
        return dice.pick(sent);
      }
      const from = `573001112${100 + dice.roll(dice.roll(2) ? 20 : 900)}`;
      const more: Record<string, string> = {};
      if (dice.roll(2)) {
        more.ProfileName = dice.pick(["Marta", "+57 300", 'Ñandú "el" \\']);
      }
      if (isNamed) more.ExternalUserId = `CO.${from}`;
      if (dice.roll(15) === 0) more.OriginalRepliedMessageSid = "SM1";
      const lineId = 1 + dice.roll(LINES);
      const body = `á{"${dice.roll(9)}`;
      const arrival = written({ from, more, lineId, body });
      if (!isNamed) sent.push(arrival);
      return arrival;
    });
    const distinct = [...new Set(batch)];
    return (sql, receive) => receive(sql, distinct, at);
  });
}

/** What stands in the books of a house where all this was done. */
async function afterAll(
  steps: readonly Step[],
  receive: typeof receiveMessages,
) {
  await using office = await openOffice(3);
  await addLine(office.sql, "whatsapp:+573150000000");
  for (const step of steps) await step(office.sql, receive);
  return await readBooks(office.sql);
}

async function readBooks(sql: Sql): Promise<Record<string, Row[]>> {
  const books = {
    conversations:
      sql`select to_jsonb(c) as row from conversations c order by id`,
    messages:
      sql`select to_jsonb(m) as row from messages m order by conversation_id, position`,
    addresses:
      sql`select to_jsonb(a) as row from addresses a order by line_id, key`,
    assignments: sql`
      select to_jsonb(a) - 'id' as row from assignments a order by line_id, turn, conversation_id, id
    `,
    rotations: sql`select to_jsonb(r) as row from rotations r order by line_id`,
    rota: sql`select to_jsonb(r) as row from rota r order by line_id, place`,
    journal:
      sql`select to_jsonb(w) as row from webhooks w order by line_id, key`,
    changes: sql`
      select to_jsonb(c) - 'seq' as row from changes c order by conversation_id, version, event
    `,
    holdings: sql`
      select jsonb_build_array(agent_id, line_id, sum(conversations)) as row from holdings
      group by agent_id, line_id order by agent_id, line_id
    `,
  };
  return Object.fromEntries(
    await Promise.all(
      Object.entries(books).map(async ([name, rows]) => [
        name,
        (await rows).map(({ row }) => row),
      ]),
    ),
  );
}

// deno-lint-ignore no-explicit-any -- A row is compared whole, whatever it holds.
type Row = any;

function written(
  { from, more = {}, lineId = 1, body = "Hola" }: {
    from: string;
    more?: Record<string, string>;
    lineId?: number;
    body?: string;
  },
): Arrival {
  const sid = `SM${crypto.randomUUID().replaceAll("-", "")}`;
  const params = {
    MessageSid: sid,
    From: `whatsapp:+${from}`,
    Body: body,
    ...more,
  };
  return {
    entry: { lineId, key: `m:${sid}`, kind: "message", state: "done", params },
    message: toInboundMessage(params),
    newConversationId: crypto.randomUUID(),
  };
}
