import type { Sql } from "../../companion/store/sql.ts";
import { askFor, type PageHouse } from "../page/ask.ts";
import type { PageScript } from "../page_script.ts";
import { until } from "../until.ts";

/** What settling looks at. */
export interface SettledHouse extends PageHouse {
  sql: Sql;
  twilio: { idle(): Promise<void> };
}

type Pages = Readonly<Record<string, PageScript>>;

/** Longer than an answer that was lost is looked for. */
const QUIET_MS = 200_000;

/**
 * Until nothing is promised any more, the agents have answered what they would, and every page
 * could have been told. Of a reply that was cut off before Twilio had it, nobody can know: the agent
 * sends it again. Answers which ones these were.
 */
export async function settleFleet(
  house: SettledHouse,
  pages: Pages,
): Promise<string[]> {
  const sentAgain: string[] = [];
  for (let isSettled = false; !isSettled;) {
    await house.twilio.idle();
    await until(
      "nothing is promised any more",
      () => isQuiet(house.sql),
      QUIET_MS,
    );
    await Promise.all(Object.values(pages).map((page) => page.idle()));
    await house.twilio.idle();
    const unknown = await sendAgain(house);
    sentAgain.push(...unknown);
    isSettled = unknown.length === 0 && await isQuiet(house.sql);
  }
  return sentAgain;
}

async function isQuiet(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ open: number }[]>`
    select (
        select count(*) from outbox_lanes
        where (done_seq < last_seq and state = 'active') or claimed_by is not null
      ) + (select count(*) from commits where place is null) as open
  `;
  return row!.open === 0;
}

async function sendAgain(house: SettledHouse): Promise<string[]> {
  const unknown = await house.sql<{ id: string; email: string }[]>`
    select m.id, a.email from messages m join agents a on a.id = m.agent_id
    where m.direction = 'outbound' and m.status = 'unknown'
  `;
  for (const { id, email } of unknown) {
    const ask = askFor(house, email.split("@")[0]!);
    await ask.until(`/api/mensajes/${id}/reintentar`, {});
  }
  return unknown.map(({ id }) => id);
}
