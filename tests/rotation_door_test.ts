import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { ACCOUNT, AUTH_TOKEN, LINE, startInbox } from "./inbox.ts";
import { lettersOf, newCustomers } from "./rotation/crowd.ts";
import { findFaults, NO_FAULTS } from "./rotation/faults.ts";
import { knock } from "./rotation/knock.ts";
import { readOutcome } from "./rotation/outcome.ts";

describe("the door for Twilio", () => {
  it("commits each of 300 messages that come at once, a fifth of them repeats, once and in turn", async () => {
    await using inbox = await startInbox({ agents: ["ana", "luis", "eva"] });
    const door = {
      url: inbox.url,
      accountSid: ACCOUNT,
      authToken: AUTH_TOKEN,
      line: LINE,
    };
    const customers = newCustomers(48);
    const letters = lettersOf(customers, 5);
    // Every fourth comes twice, the second time right behind the first.
    const all = letters.flatMap((one, at) => at % 4 === 0 ? [one, one] : [one]);

    const answers = await Promise.all(all.map((one) => knock(door, one)));
    await inbox.settle();

    assertEquals(all.length, 300);
    assertEquals(answers, Array(300).fill("200 <Response/>"));
    const [line] = await inbox.sql<{ id: number }[]>`select id from lines`;
    const outcome = await readOutcome(inbox.sql, line!.id);
    assertEquals(findFaults(outcome, { customers, each: 5 }), NO_FAULTS);
    assertEquals(await countRows(inbox.sql), { messages: 240, journal: 240 });
    const kept = inbox.site.rows("CHATBOT_MENSAJES");
    assertEquals(new Set(kept.map(({ _id }) => _id)).size, 240);
    assertEquals(kept.length, 240);
  });
});

async function countRows(sql: Parameters<typeof readOutcome>[0]) {
  const [row] = await sql<{ messages: number; journal: number }[]>`
    select (select count(*)::int from messages) as messages,
      (select count(*)::int from webhooks where kind = 'message') as journal
  `;
  return { ...row! };
}
