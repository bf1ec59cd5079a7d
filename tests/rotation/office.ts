import { enrollAgent } from "../../companion/inbox/enroll_agent.ts";
import { pauseAgent } from "../../companion/inbox/pause_agent.ts";
import { receiveQuickly } from "../../companion/inbox/receive_messages.ts";
import { registerLine } from "../../companion/inbox/register_line.ts";
import type { AgentRole } from "../../shared/conversation.ts";
import { createDatabase } from "../database.ts";
import { type Callers, openCallers, type Work } from "./callers.ts";
import { arrivalOf, type Letter } from "./crowd.ts";
import { type Outcome, readOutcome } from "./outcome.ts";
import type { Sql } from "../../companion/store/sql.ts";

/** A line with its agents, on a database of its own, and forty callers at its door. */
export interface Office extends AsyncDisposable {
  sql: Sql;
  url: string;
  lineId: number;
  agentIds: number[];
  callers: Callers;
  outcome(): Promise<Outcome>;
}

const ACCOUNT = "AC00000000000000000000000000000001";

/** Opens one. It is gone when the test ends. */
export async function openOffice(agents: number): Promise<Office> {
  const stack = new AsyncDisposableStack();
  const { sql, url } = stack.use(await createDatabase());
  const lineId = await addLine(sql, "whatsapp:+573153369631");
  const agentIds = [];
  for (let at = 1; at <= agents; at++) {
    agentIds.push((await enroll(sql, `agent${at}`)).id);
  }
  const callers = stack.use(openCallers(url));
  return {
    sql,
    url,
    lineId,
    agentIds,
    callers,
    outcome: () => readOutcome(sql, lineId),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** One more line, with all the agents. */
export async function addLine(sql: Sql, number: string): Promise<number> {
  return await registerLine(sql, { number, accountSid: ACCOUNT });
}

/** Admits somebody, or changes their role. */
export async function enroll(
  sql: Sql,
  name: string,
  role: AgentRole = "agent",
) {
  const email = `${name}@example.com`;
  return await enrollAgent(sql, { email, name, role }, new Date());
}

/** Each letter comes alone. */
export function receiving(letters: readonly Letter[], lineId: number): Work[] {
  return letters.map((letter) => receivingTogether([letter], lineId));
}

/** All of them come together, as the door takes them in. */
export function receivingTogether(
  letters: readonly Letter[],
  lineId: number,
): Work {
  const arrivals = letters.map((letter) => arrivalOf(letter, lineId));
  return (sql) => receiveQuickly(sql, arrivals, new Date());
}

/** Pauses an agent, or lets them work again. */
export function pausing(agentId: number, isPaused: boolean): Work {
  return (sql) => pauseAgent(sql, { agentId, isPaused }, new Date());
}
