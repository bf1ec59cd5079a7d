import type { PageCopy, Places, Said, Thread, Turn } from "./places.ts";

const NEWEST = 100;

/** Every way in which a place has something else than Postgres, in words; none when all agree. */
export function findDifferences(places: Places): string[] {
  const { postgres, pages, sentAgain } = places;
  const sent = apart(postgres, sentAgain);
  const inbound = postgres.flatMap(({ messages }) =>
    messages.filter(({ from }) => from === "customer").map(({ id }) => id)
  );
  return [
    ...compare("Postgres", postgres, postgres),
    ...compareIds("The journal", inbound.toSorted(), places.journal.toSorted()),
    // Which of two that crossed each other was first, Twilio and we may see differently.
    ...compare("Twilio's list", sent, apart(places.twilio, sentAgain)),
    ...compare("A phone", sent, apart(places.phones, sentAgain)),
    ...compare("CHATBOT_MENSAJES", postgres, places.site),
    ...compare("CHATBOT", postgres.map(newest), places.siteRows),
    ...pages.flatMap((page) => differencesOf(page, postgres)),
    ...ofTurns(places.turns, postgres),
  ];
}

function differencesOf(page: PageCopy, postgres: readonly Thread[]): string[] {
  const name = `The page of ${page.agent}`;
  const own = postgres.filter(({ agent }) => agent === page.agent);
  return [
    ...page.problems.map((problem) => `${name}: ${problem}`),
    ...compare(name, own, page.threads),
    ...(page.told ? compareTold(page.agent, own, page.told) : []),
  ];
}

function compareTold(
  agent: string,
  own: readonly Thread[],
  news: NonNullable<PageCopy["told"]>,
): string[] {
  const told = new Map(news.map((one) => [one.customer, one.messages]));
  const theirs = new Set(own.map(({ customer }) => customer));
  const foreign = [...told.keys()].filter((customer) => !theirs.has(customer));
  return [
    ...foreign.map((customer) =>
      `${agent} was told of ${customer}, not theirs`
    ),
    ...own.flatMap(({ customer, messages }) =>
      compareIds(
        `What ${agent} was told of ${customer}`,
        messages.map(({ id }) => id),
        told.get(customer) ?? [],
      )
    ),
  ];
}

/** Each conversation was given once, turn by turn, to who has it. */
function ofTurns(turns: readonly Turn[], postgres: readonly Thread[]) {
  const given = new Map(turns.map(({ customer, agent }) => [customer, agent]));
  return [
    ...compareIds(
      "The turns",
      turns.map((_, at) => String(at + 1)),
      turns.map(({ turn }) => String(turn)),
    ),
    ...compareIds(
      "The ledger",
      postgres.map(({ customer }) => customer).toSorted(),
      turns.map(({ customer }) => customer).toSorted(),
    ),
    ...postgres.filter(({ customer, agent }) =>
      given.has(customer) && given.get(customer) !== agent
    ).map(({ customer, agent }) =>
      `The ledger gives ${customer} to ${given.get(customer)}, not to ${agent}`
    ),
  ];
}

function compare(
  place: string,
  expected: readonly Thread[],
  held: readonly Thread[],
): string[] {
  const there = Map.groupBy(held, ({ customer }) => customer);
  const customers = expected.map(({ customer }) => customer);
  const unknown = held.filter(({ customer }) => !customers.includes(customer));
  return [
    ...unknown.map(({ customer }) => `${place} has ${customer}, unexpected`),
    ...expected.flatMap((thread) => {
      const name = `${place} (${thread.customer})`;
      const [found, another] = there.get(thread.customer) ?? [];
      if (another) return [`${name} is there twice`];
      return compareThread(name, thread, found ?? { ...thread, messages: [] });
    }),
  ];
}

function compareThread(name: string, expected: Thread, held: Thread): string[] {
  const there = new Map(held.messages.map((message) => [message.id, message]));
  const isAnothers = held.agent !== undefined &&
    expected.agent !== undefined && held.agent !== expected.agent;
  return [
    ...(isAnothers
      ? [`${name} is ${held.agent}'s, not ${expected.agent}'s`]
      : []),
    ...compareIds(name, idsOf(expected), idsOf(held)),
    ...expected.messages.flatMap((message) => {
      const other = there.get(message.id);
      return other ? compareSaid(name, message, other) : [];
    }),
  ];
}

function compareSaid(name: string, expected: Said, held: Said): string[] {
  const statuses = [expected.status, held.status];
  const differs = !statuses.includes(undefined) && statuses[0] !== statuses[1];
  return [
    ...(expected.words === held.words && expected.from === held.from
      ? []
      : [`${name} has other words for ${expected.id}`]),
    ...(differs
      ? [`${name} has ${expected.id} ${statuses[1]}, not ${statuses[0]}`]
      : []),
  ];
}

/** The same ids, each once, in the same order. */
function compareIds(
  name: string,
  expected: readonly string[],
  held: readonly string[],
): string[] {
  const [wanted, there] = [new Set(expected), new Set(held)];
  const seen = new Set<string>();
  const twice = held.filter((id) => seen.size === seen.add(id).size);
  const problems = [
    ...expected.filter((id) => !there.has(id)).map((id) =>
      `${name} lacks ${id}`
    ),
    ...held.filter((id) => !wanted.has(id)).map((id) =>
      `${name} has ${id}, unexpected`
    ),
    ...twice.map((id) => `${name} has ${id} twice`),
  ];
  const at = expected.findIndex((id, place) => held[place] !== id);
  if (problems.length > 0 || at === -1) return problems;
  return [`${name} has another order, from ${expected[at]} on`];
}

function idsOf({ messages }: Thread): string[] {
  return messages.map(({ id }) => id);
}

function newest(thread: Thread): Thread {
  return { ...thread, messages: thread.messages.slice(-NEWEST) };
}

/** What a customer wrote, what they were answered in its order, and what was sent to them once more. */
function apart(
  threads: readonly Thread[],
  sentAgain: readonly string[],
): Thread[] {
  const later = new Set(sentAgain);
  const parts: Record<string, (message: Said) => boolean> = {
    written: ({ from }) => from === "customer",
    answered: ({ from, id }) => from === "business" && !later.has(id),
    "sent again": ({ id }) => later.has(id),
  };
  return threads.flatMap(({ customer, messages }) =>
    Object.entries(parts).map(([part, isOfIt]) => ({
      customer: `${customer}, ${part}`,
      messages: messages.filter(isOfIt),
    })).filter(({ messages }) => messages.length > 0)
  );
}
