/** What pgbench would do, in a process of its own, for machines that have no pgbench. */
import postgres from "postgres";

interface BareJob {
  url: string;
  clients: number;
  seconds: number;
  statement: string;
  knownConversations: number;
}

const job: BareJob = JSON.parse(Deno.env.get("BENCH_JOB")!);
const sql = postgres(job.url, {
  max: job.clients,
  onnotice() {},
});
const statement = job.statement.replaceAll(":conversation", "$1::bigint")
  .replaceAll(":sid", "$2");
const connections = await Promise.all(
  Array.from({ length: job.clients }, () => sql.reserve()),
);

let transactions = 0;
const start = performance.now();
const end = start + job.seconds * 1000;
await Promise.all(connections.map(async (connection) => {
  while (performance.now() < end) {
    await connection.unsafe(statement, [conversation(), sid()], {
      prepare: true,
    });
    transactions += 1;
  }
  connection.release();
}));
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({
  perSecond: transactions / seconds,
  transactions,
  latencyMs: seconds * 1000 * job.clients / Math.max(1, transactions),
}));
await sql.end();

function conversation(): string {
  const isNew = Math.random() < 0.3;
  return String(
    isNew
      ? 1_000_000 + Math.floor(Math.random() * Number.MAX_SAFE_INTEGER)
      : 1 + Math.floor(Math.random() * job.knownConversations),
  );
}

function sid(): string {
  return crypto.randomUUID();
}
