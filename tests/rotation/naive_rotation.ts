/**
 * The way that this project replaces, as it is found in the wild: the known agent is looked up
 * before the lock, the next one is `counter % n`, and the assignment is written over whatever is
 * there. Kept to show that the checks of the rotation see what is wrong with it.
 */
import type { Sql } from "../../companion/store/sql.ts";
import type { Work } from "./callers.ts";
import type { Outcome } from "./outcome.ts";

/** Makes its tables, with agents 1 to `agents` at work. */
export async function createNaiveTables(
  sql: Sql,
  agents: number,
): Promise<void> {
  await sql.unsafe(`
    create table naive_agents (id int primary key, active boolean not null default true);
    create table naive_counter (value bigint not null);
    create table naive_assignments (customer text primary key, agent_id int not null);
    create table naive_decisions (
      id bigint generated always as identity, customer text not null, agent_id int not null, eligible int[] not null
    );
    create table naive_messages (sid text primary key, customer text not null);
    insert into naive_agents select generate_series(1, ${agents});
    insert into naive_counter values (0);
  `);
}

/** Takes one message in. */
export function receivingNaively(sid: string, customer: string): Work {
  return async (sql) => {
    const [known] = await sql`
      select agent_id from naive_assignments where customer = ${customer}
    `;
    if (!known) await assign(sql, customer);
    await sql`insert into naive_messages (sid, customer) values (${sid}, ${customer}) on conflict do nothing`;
  };
}

/** Takes an agent out of the list, or back in. */
export function activating(agentId: number, active: boolean): Work {
  return (sql) =>
    sql`update naive_agents set active = ${active} where id = ${agentId}`;
}

async function assign(sql: Sql, customer: string): Promise<void> {
  await sql.begin(async (tx) => {
    const [counter] = await tx<{ value: number }[]>`
      select value from naive_counter for update
    `;
    const agents = await tx<{ id: number }[]>`
      select id from naive_agents where active order by id
    `;
    const { id } = agents[counter!.value % agents.length]!;
    await tx`update naive_counter set value = value + 1`;
    await tx`
      insert into naive_assignments (customer, agent_id) values (${customer}, ${id})
      on conflict (customer) do update set agent_id = excluded.agent_id
    `;
    await tx`
      insert into naive_decisions (customer, agent_id, eligible)
      values (${customer}, ${id}, ${agents.map((agent) => agent.id)})
    `;
  });
}

/** Its books, in the words of the real ones. */
export async function readNaiveOutcome(sql: Sql): Promise<Outcome> {
  const [conversations, messages, decisions] = await Promise.all([
    sql<Outcome["conversations"]>`
      select customer as id, customer, agent_id from naive_assignments
    `,
    sql<Outcome["messages"]>`
      select customer as conversation_id, row_number() over (partition by customer)::int as position
      from naive_messages order by position
    `,
    sql<Outcome["decisions"]>`
      select row_number() over (order by id)::int as turn, customer as conversation_id, agent_id,
        'in_turn' as reason, eligible
      from naive_decisions order by id
    `,
  ]);
  return {
    conversations: [...conversations],
    messages: [...messages],
    decisions: [...decisions],
  };
}
