import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { letter, newCustomers } from "./rotation/crowd.ts";
import {
  type Office,
  openOffice,
  receiving,
  receivingTogether,
} from "./rotation/office.ts";

describe("one customer who writes under several names at once", () => {
  it("is one when the same number comes in two spellings", async () => {
    await using office = await openOffice(3);
    const pairs = newCustomers(20, "11200").flatMap((number, at) => [
      [`549${number.slice(0, 10)}`, `54${number.slice(0, 10)}`],
      [
        `521${number.slice(0, 8)}${10 + at}`,
        `52${number.slice(0, 8)}${10 + at}`,
      ],
      [`55119${81_000_000 + at}`, `5511${81_000_000 + at}`],
    ]);
    const names = new Set(pairs.map(([, short]) => short));

    await office.callers.run(receiving(
      pairs.flatMap(([long, short]) => [
        letter(long!, "1"),
        letter(short!, "2"),
        letter(long!, "3"),
        letter(short!, "4"),
      ]),
      office.lineId,
    ));

    assertEquals((await office.outcome()).conversations.length, names.size);
    assertEquals(await agentsPerCustomer(office), names.size);
  });

  it("is one when some messages tell the number and the id, and others hide the number", async () => {
    await using office = await openOffice(3);
    const customers = newCustomers(60);

    await office.callers.run(receiving(
      customers.flatMap((number) => [
        letter(number, "1", `CO.${number}7`),
        letter(number, "2", `CO.${number}7`),
        letter(`CO.${number}7`, "3", `whatsapp:+${number}`),
        letter(number, "4", `CO.${number}7`),
      ]),
      office.lineId,
    ));
    await office.callers.run(receiving(
      customers.flatMap((number) => [
        letter(`CO.${number}7`, "5"),
        letter(number, "6"),
        letter(`CO.${number}7`, "7", `CO.${number}7`),
      ]),
      office.lineId,
    ));

    const { conversations, messages } = await office.outcome();
    assertEquals(conversations.length, 60);
    assertEquals(messages.length, 420);
    assertEquals(await agentsPerCustomer(office), 60);
  });

  it("goes on as one when it turns out that the id is that of a number known already", async () => {
    await using office = await openOffice(2);
    await office.callers.run(receiving(
      [letter("573001112233", "1"), letter("CO.991", "2")],
      office.lineId,
    ));

    await office.callers.run(receiving(
      [
        letter("573001112233", "3", "CO.991"),
        letter("573001112233", "4", "CO.991"),
      ],
      office.lineId,
    ));
    await office.callers.run(receiving(
      [letter("CO.991", "5"), letter("573001112233", "6")],
      office.lineId,
    ));

    const { conversations, messages } = await office.outcome();
    const number = conversations.find(({ customer }) =>
      customer === "573001112233"
    );
    const ofNumber = messages.filter(({ conversationId }) =>
      conversationId === number?.id
    );
    assertEquals(conversations.length, 2);
    assertEquals(ofNumber.map(({ position }) => position), [1, 2, 3, 4, 5]);
  });

  it("is one from the first when the message that tells both comes in the same batch", async () => {
    for (const order of ["nbx", "nxb", "bnx", "bxn", "xnb", "xbn"]) {
      await using office = await openOffice(2);
      const letters = {
        n: letter("573001112233", "number"),
        b: letter("CO.991", "id"),
        x: letter("573001112233", "both", "CO.991"),
      };
      const inOrder = [...order].map((name) => letters[name as "n"]);

      await receivingTogether(inOrder, office.lineId)(office.sql);

      const { conversations, messages, decisions } = await office.outcome();
      assertEquals(conversations.length, 1, order);
      assertEquals(messages.map(({ position }) => position), [1, 2, 3], order);
      assertEquals(decisions.length, 1, order);
    }
  });

  it("never waits in a circle when batches learn the same ids in different orders", async () => {
    await using office = await openOffice(3);
    const customers = newCustomers(40);
    await office.callers.run(receiving(
      customers.flatMap((number) => [
        letter(number, "1"),
        letter(`CO.${number}7`, "2"),
      ]),
      office.lineId,
    ));

    const both = () =>
      customers.map((number) => letter(number, "3", `CO.${number}7`));
    await office.callers.run(Array.from({ length: 20 }, (_, at) => {
      const batch = both();
      return receivingTogether(
        at % 2 ? batch : batch.reverse(),
        office.lineId,
      );
    }));

    const [row] = await office.sql<{ count: number }[]>`
      select count(distinct conversation_id)::int as count from addresses
    `;
    assertEquals(row!.count, 40);
  });
});

describe("a message that is told of several times at once", () => {
  it("is committed once", async () => {
    await using office = await openOffice(3);
    const letters = newCustomers(100).map((number) => letter(number, "Hola"));

    await office.callers.run([
      ...receiving(letters.flatMap((one) => [one, one, one]), office.lineId),
      receivingTogether([...letters, ...letters], office.lineId),
      receivingTogether(letters.toReversed(), office.lineId),
    ]);

    const { conversations, messages, decisions } = await office.outcome();
    const [journal] = await office.sql<{ count: number }[]>`
      select count(*)::int as count from webhooks
    `;
    assertEquals(
      [conversations.length, messages.length, decisions.length, journal!.count],
      [100, 100, 100, 100],
    );
  });
});

/** Among how many customers each conversation has one agent and one decision, and gapless positions. */
async function agentsPerCustomer(office: Office): Promise<number> {
  const [row] = await office.sql<{ count: number }[]>`
    select count(*)::int as count from conversations c
    where (select count(*) from assignments a where a.conversation_id = c.id) = 1
      and (select a.agent_id from assignments a where a.conversation_id = c.id) = c.agent_id
      and (select max(position) from messages m where m.conversation_id = c.id) = c.message_count
      and (select count(*) from messages m where m.conversation_id = c.id) = c.message_count
  `;
  return row!.count;
}
