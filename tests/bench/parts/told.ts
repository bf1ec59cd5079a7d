import { messageIdOf } from "../../../companion/domain/message_id.ts";
import { until } from "../../until.ts";
import { type AgentPage, openAgentPage } from "../agent_page.ts";
import { limited, type PartResult } from "../figure.ts";
import { BENCH_AGENTS, type BenchHouse } from "../house.ts";
import { openConnection } from "../http_connection.ts";
import type { Sizes } from "../options.ts";
import { percentilesOf } from "../percentiles.ts";
import { settle } from "../settle.ts";
import {
  type Addressee,
  numberOf,
  paramsOf,
  sidOf,
  toRequest,
} from "../webhooks.ts";

const PAGE_LIMIT = { name: "limit of the 99th percentile", atMost: 50 };
/** WhatsApp takes only so many in a row to the same person. */
const REPLIES_TO_EACH = 20;
const PHONE_LIMIT = { name: "limit of the median", atMost: 300 };

/** From a customer's webhook to the event on the agent's page, and from the agent's reply to the customer's phone. */
export async function measureTelling(
  house: BenchHouse,
  sizes: Sizes,
): Promise<PartResult> {
  await using companion = await house.startCompanion();
  await using stack = new AsyncDisposableStack();
  const pages = await Promise.all(
    BENCH_AGENTS.map((agent) =>
      openAgentPage(companion.url, agent, house.siteSecret)
    ),
  );
  pages.forEach((page) => stack.use(page));
  const addressee = house.addresseeOf(companion);
  const toPage = percentilesOf(
    await timesToPage(house, { addressee, pages, sizes }),
  );
  const toPhone = percentilesOf(
    await timesToPhone(house, { addressee, pages, sizes }),
  );
  await settle(house.sql);
  const page = "webhook sent to event on the agent's page";
  const phone = "reply sent to customer's phone";
  return {
    figures: [
      limited(`${page}, median`, [toPage.p50, "ms"], PAGE_LIMIT),
      limited(`${page}, 99 %`, [toPage.p99, "ms"], PAGE_LIMIT),
      limited(`${phone}, median`, [toPhone.p50, "ms"], PHONE_LIMIT),
      limited(`${phone}, 99 %`, [toPhone.p99, "ms"], PHONE_LIMIT),
    ],
    details: { toPage, toPhone },
  };
}

interface Telling {
  addressee: Addressee;
  pages: readonly AgentPage[];
  sizes: Sizes;
}

async function timesToPage(
  house: BenchHouse,
  { addressee, pages, sizes }: Telling,
): Promise<number[]> {
  using connection = await openConnection(addressee.url);
  const run = house.nextRun();
  const found: number[] = [];
  for (let at = 0; at < sizes.warmUps + sizes.times; at++) {
    const sid = sidOf(run, at);
    const params = paramsOf(addressee, {
      sid,
      customer: house.nextCustomer++,
      body: "hola",
    });
    const request = toRequest(addressee, params);
    // Of new customers, each agent has one after the other.
    const told = Promise.race(
      pages.map((page) => page.toldOf(messageIdOf(sid))),
    );
    const start = performance.now();
    await connection.ask(request);
    found.push(await told - start);
  }
  return found.slice(sizes.warmUps);
}

async function timesToPhone(
  house: BenchHouse,
  { addressee, pages, sizes }: Telling,
): Promise<number[]> {
  const { twilio } = house;
  twilio.setWebhook(addressee.url);
  twilio.setDelivery({ sentMs: 0, deliveredMs: 0 });
  const found: number[] = [];
  while (found.length < sizes.warmUps + sizes.times) {
    const number = numberOf(house.nextCustomer++);
    const { messageSid } = await twilio.inbound({
      from: `+${number}`,
      body: "hola",
    });
    const page = await pageOf(house, pages, messageIdOf(messageSid));
    for (let at = 1; at <= REPLIES_TO_EACH; at++) {
      const start = performance.now();
      const response = await page.reply(number, `Respuesta ${at}`);
      if (!response.ok) throw new Error(`Refused: ${await response.text()}`);
      await response.body?.cancel();
      await until(
        "the phone shows the reply",
        () => twilio.phone(number).length > at,
      );
      found.push(performance.now() - start);
    }
  }
  await twilio.idle();
  return found.slice(sizes.warmUps, sizes.warmUps + sizes.times);
}

/** The page of the agent who got the customer. */
async function pageOf(
  { sql }: BenchHouse,
  pages: readonly AgentPage[],
  messageId: string,
): Promise<AgentPage> {
  const [row] = await sql<{ email: string }[]>`
    select a.email from messages m join conversations c on c.id = m.conversation_id join agents a on a.id = c.agent_id
    where m.id = ${messageId}
  `;
  const at = BENCH_AGENTS.findIndex(({ email }) => email === row?.email);
  return pages[at]!;
}
