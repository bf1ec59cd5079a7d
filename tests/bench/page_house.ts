import { Hono } from "hono";
import { registerLine } from "../../companion/inbox/register_line.ts";
import { migrate } from "../../companion/store/migrate.ts";
import { connect } from "../../companion/store/sql.ts";
import { enrollAgents } from "../../scripts/start/enroll_agents.ts";
import type { Agent } from "../../scripts/start/agents.ts";
import { firstLoadSize, pageBundle } from "../ui/page_bundle.ts";
import { signToken } from "./agent_token.ts";
import { fillInbox } from "./big_inbox.ts";
import type { BenchHouse } from "./house.ts";

/** An agent's page with a long list and one long thread, on a companion at work. */
export interface PageHouse extends AsyncDisposable {
  /** Where a browser finds the page, signed in. */
  url: string;
  /** What travels before anything is shown, compressed. */
  firstLoadBytes: number;
  conversations: number;
  messages: number;
}

const PEOPLE: readonly Agent[] = [
  { email: "ana@example.com", name: "Ana", role: "agent" },
  { email: "luis@example.com", name: "Luis", role: "agent" },
];
const [ANA] = PEOPLE;
const MESSAGES_EACH = 3;

/** Fills a database so, and opens a companion and a site on it. */
export async function openPageHouse(
  house: BenchHouse,
  size: { conversations: number; messages: number },
): Promise<PageHouse> {
  await using parts = new AsyncDisposableStack();
  const name = `page_${house.nextRun()}`;
  await house.sql`create database ${house.sql(name)}`;
  const url = new URL(house.postgres.url);
  url.pathname = `/${name}`;
  await migrate(url.href);
  const { line, accountSid } = house.addresseeOf({ url: "" });
  await fill(url.href, { number: line, accountSid }, size);
  const bundle = await pageBundle();
  let companionUrl = "";
  const site = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    siteOf(bundle.page, () => companionUrl, house.siteSecret).fetch,
  );
  parts.defer(() => site.shutdown());
  const siteUrl = `http://127.0.0.1:${site.addr.port}`;
  const companion = parts.use(
    await house.startCompanion({
      DATABASE_URL: url.href,
      SITE_ORIGINS: siteUrl,
      MEMBER_REQUESTS_PER_MINUTE: "1000000",
    }),
  );
  companionUrl = companion.url;
  const running = parts.move();
  return {
    url: siteUrl,
    firstLoadBytes: firstLoadSize(bundle),
    ...size,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function fill(
  url: string,
  line: { number: string; accountSid: string },
  { conversations, messages }: { conversations: number; messages: number },
): Promise<void> {
  const sql = connect(url, { max: 1 });
  try {
    const lineId = await registerLine(sql, line);
    await enrollAgents(url, PEOPLE);
    const agents = await sql<{ id: number }[]>`
      select id from agents order by id
    `;
    const agentIds = agents.map(({ id }) => id);
    const messagesEach = MESSAGES_EACH;
    await fillInbox(sql, { conversations, messagesEach, lineId, agentIds });
    await makeThreadLong(sql, messages);
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

/** Of the newest conversation of who has the most. */
async function makeThreadLong(
  sql: ReturnType<typeof connect>,
  messages: number,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    const [longest] = await tx<{ id: string; messageCount: number }[]>`
      select id, message_count from conversations
      where agent_id = (select min(id) from agents) order by last_message_at desc, id limit 1
    `;
    const { id, messageCount } = longest!;
    await tx`
      update conversations set message_count = ${messages}, version = ${messages}, unread = 0,
        last_message_at = now(), last_inbound_at = now(), name = 'Hilo Largo'
      where id = ${id}
    `;
    await tx`
      insert into messages (
        conversation_id, position, id, line_id, direction, author, agent_id, body, status, sent_at
      )
      select ${id}, n, md5('long' || n)::uuid, m.line_id, case when n % 3 = 0 then 'outbound' else 'inbound' end,
        case when n % 3 = 0 then 'agent' else 'customer' end, case when n % 3 = 0 then c.agent_id end,
        'Mensaje ' || n || repeat(' con unas palabras más', n % 7), case when n % 3 = 0 then 'read' else 'received' end,
        now() - (${messages}::int - n) * interval '1 minute'
      from generate_series(${
      messageCount + 1
    }::int, ${messages}::int) as n, messages m
      join conversations c on c.id = m.conversation_id
      where m.conversation_id = ${id} and m.position = 1
    `;
  });
}

/** A page with the element alone, and page code that hands it what it needs. */
function siteOf(page: string, companionUrl: () => string, siteSecret: string) {
  const JS = { "Content-Type": "text/javascript" };
  return new Hono()
    .get("/", (c) => c.html(HTML))
    .get("/page.js", (c) => c.text(page, 200, JS))
    .get("/velo.js", async (c) => {
      const token = await signToken(ANA!, siteSecret);
      return c.text(
        `const chat = document.querySelector("agent-chat");
        chat.setAttribute("companion", ${JSON.stringify(companionUrl())});
        chat.setAttribute("token", ${JSON.stringify(token)});`,
        200,
        JS,
      );
    })
    .get("/favicon.ico", (c) => c.body(null, 204));
}

const HTML = `<!doctype html>
<html lang="es">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Chat</title>
    <style>html, body { margin: 0; height: 100% }</style>
    <script type="module" src="/page.js"></script>
    <script type="module" src="/velo.js"></script>
  </head>
  <body><agent-chat></agent-chat></body>
</html>`;
