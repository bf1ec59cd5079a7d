import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sendReply } from "../../companion/inbox/send_reply.ts";
import { readAgents } from "../../companion/store/agents.ts";
import { audit } from "../audit.ts";
import { startInbox } from "../inbox.ts";
import { openPage } from "../page_script.ts";
import { until } from "../until.ts";
import { GREEDY_PAGES, IS_FULL } from "./full_size.ts";
import {
  countOf,
  KEY,
  lost,
  onPhone,
  replies,
  startConversation,
} from "./sending_house.ts";
import { settleFleet } from "./settle_fleet.ts";
import { answerOneIn, letCustomersWrite } from "./traffic.ts";

const HOUR = 60 * 60 * 1000;
const { MESSAGES, CUSTOMERS } = IS_FULL
  ? { MESSAGES: 1_000, CUSTOMERS: 100 }
  : { MESSAGES: 100, CUSTOMERS: 10 };

/** Where the clock stands when a message is handed over, and when it is looked for. */
const LOST_BETWEEN: readonly (readonly [number, number])[] = IS_FULL
  ? [[0, HOUR], [HOUR, 0], [0, -HOUR], [-HOUR, 0]]
  : [[HOUR, 0], [0, HOUR]];

describe("the companion's clock", () => {
  for (
    const [where, jumps] of Object.entries({
      "an hour ahead": [HOUR],
      "an hour back": [-HOUR],
      "ahead and back, twice": [HOUR, 0, -HOUR, 0, HOUR],
    })
  ) {
    it(`jumping ${where}, and right again: all is everywhere, once, in order`, async () => {
      let offset = 0;
      await using inbox = await startInbox({
        agents: ["ana", "luis"],
        settings: GREEDY_PAGES,
        now: () => new Date(Date.now() + offset),
      });
      await using ana = await openPage(inbox, "ana", answerOneIn(4));
      await using luis = await openPage(inbox, "luis", answerOneIn(4));
      const left = [...jumps];

      await letCustomersWrite(inbox.twilio, {
        messages: MESSAGES,
        customers: CUSTOMERS,
        onTaken(count) {
          if (count % Math.floor(MESSAGES / (jumps.length + 1)) !== 0) return;
          offset = left.shift() ?? offset;
        },
      });
      offset = 0;
      await settleFleet(inbox, { ana, luis });

      await audit(inbox, { ana, luis });
      const [row] = await inbox.sql<{ backwards: number }[]>`
        select count(*)::int as backwards from messages a join messages b
          on b.conversation_id = a.conversation_id and b.position = a.position + 1
        where b.sent_at < a.sent_at
      `;
      assertEquals(row!.backwards, 0);
    });
  }

  for (const [before, after] of LOST_BETWEEN) {
    it(`jumping from ${before} to ${after} ms while an answer of Twilio's is lost: the message is found, and sent once`, async () => {
      let offset = 0;
      const now = () => new Date(Date.now() + offset);
      await using inbox = await startConversation(now);
      inbox.twilio.setDelivery({ drop: true });
      await lost(inbox, { delayMs: 300 });
      offset = before;
      const [agent] = await readAgents(inbox.sql);
      const id = crypto.randomUUID();
      const reply = { id, to: KEY, body: "Buenos días", media: null };

      await sendReply(inbox.sql, { ...reply, agent: agent! }, now());
      await until("Twilio has it", () => onPhone(inbox).length === 1);
      offset = after;
      await until("it is found", async () => {
        return (await replies(inbox))[0]?.sid !== null;
      });
      offset = 0;
      await inbox.settle();

      assertEquals(onPhone(inbox), ["Buenos días"]);
      assertEquals(countOf(inbox, "POST"), 1);
    });
  }
});
