import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sql } from "../../companion/store/sql.ts";
import { findPgbench } from "./find_pgbench.ts";

/**
 * The least that anybody could do for a message: one row with a unique SID, and its conversation
 * made or brought up to date. One statement, one transaction, prepared.
 */
const STATEMENT = `
with conversation as (
  insert into bench_conversations as c (id, last_message) values (:conversation, 'hola buenos días quisiera una cita')
  on conflict (id) do update set last_message = excluded.last_message, last_message_at = now(), message_count = c.message_count + 1
)
insert into bench_messages (sid, conversation_id, body)
values (md5(:sid::text), :conversation, 'hola buenos días quisiera una cita')`
  .trim().replaceAll(/\s+/g, " ");

/** Three of ten conversations are new, as in the load. pgbench has no set of known ones that grows, so this one stays as it was made. */
const KNOWN_CONVERSATIONS = 5000;
const SCRIPT = `
\\set sid random(1, 9000000000000000000)
\\set chance random(1, 10)
\\if :chance <= 3
\\set conversation random(1000000, 9000000000000000000)
\\else
\\set conversation random(1, ${KNOWN_CONVERSATIONS})
\\endif
${STATEMENT};
`;

/** What the companion is compared with. */
export interface ReferenceClient {
  name: string;
  /** How many transactions a second so many clients got through. */
  run(clients: number, seconds: number): Promise<ReferenceRound>;
}

export interface ReferenceRound {
  perSecond: number;
  transactions: number;
  latencyMs: number;
}

const BARE_CLIENT = fileURLToPath(new URL("bare_client.ts", import.meta.url));

/** `pgbench` where it is installed, else a bare client of our own; with tables of their own on the same server. */
export async function openReference(
  sql: Sql,
  { url, folder }: { url: string; folder: string },
): Promise<ReferenceClient> {
  await sql`
    create table if not exists bench_conversations (
      id bigint primary key, last_message text not null, message_count int not null default 1,
      last_message_at timestamptz not null default now()
    )
  `;
  await sql`
    create table if not exists bench_messages (
      id bigint generated always as identity primary key, sid text not null unique,
      conversation_id bigint not null references bench_conversations deferrable initially deferred,
      body text not null, sent_at timestamptz not null default now()
    )
  `;
  await sql`
    insert into bench_conversations (id, last_message) select n, '' from generate_series(1, ${KNOWN_CONVERSATIONS}) n
    on conflict do nothing
  `;
  const pgbench = await findPgbench();
  return pgbench
    ? await pgbenchClient(pgbench, { url, folder })
    : bareClient(url);
}

/** How many messages it has stored. */
export async function countReferenceMessages(sql: Sql): Promise<number> {
  const [row] = await sql<
    { count: number }[]
  >`select count(*) from bench_messages`;
  return row!.count;
}

async function pgbenchClient(
  pgbench: { path: string; version: string },
  { url, folder }: { url: string; folder: string },
): Promise<ReferenceClient> {
  const script = join(folder, "pgbench.sql");
  await Deno.writeTextFile(script, SCRIPT);
  return {
    name: pgbench.version,
    async run(clients, seconds) {
      const { success, stdout, stderr } = await new Deno.Command(pgbench.path, {
        args: [
          ...["--no-vacuum", "--protocol=prepared", `--file=${script}`],
          ...[`--client=${clients}`, "--jobs=2"],
          // It counts in whole seconds.
          ...[`--time=${Math.max(1, Math.round(seconds))}`, url],
        ],
        stdin: "null",
      }).output();
      const said = new TextDecoder().decode(stdout);
      if (!success) {
        throw new Error(
          `pgbench failed: ${new TextDecoder().decode(stderr).trim()}`,
        );
      }
      return {
        perSecond: numberIn(said, /^tps = ([\d.]+)/m),
        transactions: numberIn(said, /actually processed: (\d+)/),
        latencyMs: numberIn(said, /^latency average = ([\d.]+)/m),
      };
    },
  };
}

function bareClient(url: string): ReferenceClient {
  return {
    name: "own bare client (pgbench is not installed)",
    async run(clients, seconds) {
      const { success, stdout, stderr } = await new Deno.Command(
        Deno.execPath(),
        {
          args: ["run", "-A", "--no-check", BARE_CLIENT],
          env: {
            BENCH_JOB: JSON.stringify({
              url,
              clients,
              seconds,
              statement: STATEMENT,
              knownConversations: KNOWN_CONVERSATIONS,
            }),
          },
          stdin: "null",
        },
      ).output();
      if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
      return JSON.parse(new TextDecoder().decode(stdout));
    },
  };
}

function numberIn(text: string, pattern: RegExp): number {
  const number = Number(pattern.exec(text)?.[1]);
  if (Number.isFinite(number)) return number;
  throw new Error(`Cannot read what pgbench said: ${text}`);
}
