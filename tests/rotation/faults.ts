import { findUnevenRuns } from "./fairness.ts";
import type { Decision, Outcome } from "./outcome.ts";

/** What a line's books may not show. */
export interface Faults {
  /** Customers with another number of conversations than one. */
  doubled: string[];
  /** Conversations without all of their messages, in positions 1 to the last. */
  gaps: string[];
  /** Customers who were given to an agent other than exactly once, or are with another one now. */
  moved: string[];
  /** Turns that are missing, or were taken twice, or in another order than decided. */
  turns: string[];
  /** Runs in which agents got more than one conversation more than others. */
  uneven: string[];
  /** Who waited, and was not served before everybody who came later. */
  overtaken: string[];
}

export const NO_FAULTS: Faults = {
  doubled: [],
  gaps: [],
  moved: [],
  turns: [],
  uneven: [],
  overtaken: [],
};

/** Compares the books with what was sent: `each` messages of each customer. */
export function findFaults(
  outcome: Outcome,
  sent: { customers: readonly string[]; each: number },
): Faults {
  const taken = outcome.decisions.filter(({ turn }) => turn !== null);
  return {
    doubled: findDoubled(outcome, sent.customers),
    gaps: findGaps(outcome, sent.each),
    moved: findMoved(outcome),
    turns: taken.filter(({ turn }, at) => turn !== at + 1)
      .map(({ turn }) => `${turn}`),
    uneven: findUnevenRuns(
      taken.map(({ agentId, eligible }) => ({ agentId: agentId!, eligible })),
    ),
    overtaken: findOvertaken(outcome.decisions),
  };
}

function findDoubled(
  { conversations }: Outcome,
  customers: readonly string[],
): string[] {
  const byCustomer = Map.groupBy(conversations, ({ customer }) => customer);
  const strangers = byCustomer.keys().filter((customer) =>
    !customers.includes(customer)
  );
  return [
    ...customers.filter((customer) => byCustomer.get(customer)?.length !== 1),
    ...strangers,
  ];
}

function findGaps(
  { conversations, messages }: Outcome,
  each: number,
): string[] {
  const byConversation = Map.groupBy(
    messages,
    ({ conversationId }) => conversationId,
  );
  const whole = Array.from({ length: each }, (_, at) => at + 1).join();
  return conversations.filter(({ id }) =>
    byConversation.get(id)?.map(({ position }) => position).join() !== whole
  ).map(({ customer }) => customer);
}

function findMoved({ conversations, decisions }: Outcome): string[] {
  const given = Map.groupBy(
    decisions.filter(({ agentId }) => agentId !== null),
    ({ conversationId }) => conversationId,
  );
  return conversations.filter(({ id, agentId }) => {
    const [only, ...more] = given.get(id) ?? [];
    return !only || more.length > 0 || only.agentId !== agentId;
  }).map(({ customer }) => customer);
}

function findOvertaken(decisions: readonly Decision[]): string[] {
  const waiting: string[] = [];
  const overtaken: string[] = [];
  for (const { conversationId, reason } of decisions) {
    if (reason === "nobody_eligible") waiting.push(conversationId);
    if (reason === "in_turn") overtaken.push(...waiting);
    if (reason !== "waited") continue;
    const at = waiting.indexOf(conversationId);
    overtaken.push(...waiting.slice(0, Math.max(at, 0)));
    waiting.splice(at, 1);
  }
  return [...overtaken, ...waiting];
}
