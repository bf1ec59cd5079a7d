import { messageIdOf } from "../../companion/domain/message_id.ts";
import type { Sql } from "../../companion/store/sql.ts";
import type { TwilioSandbox } from "../../scripts/sandbox/twilio/server.ts";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { emailOf } from "../inbox.ts";
import type { PageScript } from "../page_script.ts";
import type { PageCopy, Places, Said, Thread, Turn } from "./places.ts";

/** What an audit looks at, besides pages. */
export interface AuditedHouse {
  sql: Sql;
  twilio: Pick<TwilioSandbox, "messages" | "phone">;
  site: Pick<WixSandbox, "rows">;
}

type Pages = Readonly<Record<string, PageScript>>;

/** Reads what each place has. */
export async function readPlaces(
  house: AuditedHouse,
  pages: Pages,
  sentAgain: readonly string[] = [],
): Promise<Places> {
  const { sql } = house;
  const [postgres, journal, turns, copies] = await Promise.all([
    readPostgres(sql),
    readJournal(sql),
    readTurns(sql),
    Promise.all(Object.entries(pages).map((entry) => readPage(sql, ...entry))),
  ]);
  const twilio = readTwilio(house);
  const names = namesOf(house);
  return {
    postgres,
    journal,
    twilio,
    phones: twilio.map(({ customer }) => readPhone(house, customer, names)),
    site: readSite(house),
    siteRows: readSiteRows(house),
    pages: copies,
    sentAgain: [...sentAgain],
    turns,
  };
}

async function readPostgres(sql: Sql): Promise<Thread[]> {
  const rows = await sql<(Said & { customer: string; agent: string | null })[]>`
    select coalesce(c.number, c.id::text) as customer, a.name as agent, m.id, m.body as words,
      case m.direction when 'inbound' then 'customer' else 'business' end as "from",
      case m.direction when 'outbound' then m.status end as status
    from messages m join conversations c on c.id = m.conversation_id left join agents a on a.id = c.agent_id
    order by m.conversation_id, m.position
  `;
  const threads = Map.groupBy(rows, ({ customer }) => customer);
  return [...threads].map(([customer, said]) => ({
    customer,
    agent: said[0]!.agent,
    messages: said.map(({ id, from, words, status }) => ({
      id,
      from,
      words,
      status: status ?? undefined,
    })),
  }));
}

async function readJournal(sql: Sql): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select key from webhooks where kind = 'message' and state = 'done'
  `;
  return rows.map(({ key }) => messageIdOf(key.slice(2)));
}

async function readTurns(sql: Sql): Promise<Turn[]> {
  const rows = await sql<Turn[]>`
    select s.turn, coalesce(c.number, c.id::text) as customer, a.name as agent
    from assignments s join conversations c on c.id = s.conversation_id join agents a on a.id = s.agent_id
    where s.turn is not null order by s.line_id, s.turn
  `;
  return rows.map((row) => ({ ...row }));
}

function readTwilio({ twilio }: AuditedHouse): Thread[] {
  const all = Map.groupBy(twilio.messages(), (message) => {
    const theirs = message.direction === "inbound" ? message.from : message.to;
    return theirs.replace(/^whatsapp:\+?/, "");
  });
  return [...all].map(([customer, messages]) => ({
    customer,
    messages: messages.map((message) =>
      message.direction === "inbound"
        ? {
          id: messageIdOf(message.sid),
          from: "customer",
          words: message.shownBody,
        }
        : {
          id: nameOf(message),
          from: "business",
          words: message.shownBody,
          status: message.status,
        }
    ),
  }));
}

/** Our ids of what the business sent, by Twilio's. */
function namesOf({ twilio }: AuditedHouse): Map<string, string> {
  const sent = twilio.messages().filter(({ direction }) =>
    direction !== "inbound"
  );
  return new Map(sent.map((message) => [message.sid, nameOf(message)]));
}

/** Our own id of a message of the business rides in the address for its reports; what nobody of ours sent has none. */
function nameOf(
  { sid, statusCallback }: { sid: string; statusCallback: string | null },
): string {
  const address = URL.parse(statusCallback ?? "");
  return address?.searchParams.get("m") ?? sid;
}

function readPhone(
  { twilio }: AuditedHouse,
  customer: string,
  names: ReadonlyMap<string, string>,
): Thread {
  return {
    customer,
    messages: twilio.phone(`+${customer}`).map(({ sid, direction, body }) => ({
      id: names.get(sid) ?? messageIdOf(sid),
      from: direction === "from_customer" ? "customer" : "business",
      words: body,
    })),
  };
}

function readSite({ site }: AuditedHouse): Thread[] {
  const rows = site.rows("CHATBOT_MENSAJES") as unknown as {
    _id: string;
    userId: string;
    from: string;
    mensaje: string;
    timestamp: Date;
    orden: number;
  }[];
  const threads = Map.groupBy(rows, ({ userId }) => userId);
  return [...threads].map(([customer, messages]) => ({
    customer,
    messages: messages.toSorted((a, b) =>
      a.timestamp.getTime() - b.timestamp.getTime() || a.orden - b.orden
    ).map(({ _id, from, mensaje }) => toSaid({ id: _id, from, mensaje })),
  }));
}

function readSiteRows({ site }: AuditedHouse): Thread[] {
  const rows = site.rows("CHATBOT") as unknown as {
    userId: string;
    agente: string | null;
    mensajes: { id: string; from: string; mensaje: string }[];
  }[];
  return rows.map(({ userId, agente, mensajes }) => ({
    customer: userId,
    agent: agente ?? null,
    messages: mensajes.map(toSaid),
  }));
}

function toSaid(
  { id, from, mensaje }: { id: string; from: string; mensaje: string },
): Said {
  const isCustomers = from === "usuario";
  return { id, from: isCustomers ? "customer" : "business", words: mensaje };
}

async function readPage(
  sql: Sql,
  name: string,
  page: PageScript,
): Promise<PageCopy> {
  const [agent] = await sql<{ name: string }[]>`
    select name from agents where email = ${emailOf(name)}
  `;
  const conversations = await sql<{ id: string; customer: string }[]>`
    select id, coalesce(number, id::text) as customer from conversations
  `;
  const customers = new Map(
    conversations.map(({ id, customer }) => [id, customer]),
  );
  const news = page.events.filter((event) => event.name === "new_message");
  const told = Map.groupBy(news, ({ data }) => customers.get(data.id)!);
  return {
    agent: agent!.name,
    problems: [...page.problems, ...outOfOrder(page)],
    told: page.cameLate ? null : [...told].map(([customer, events]) => ({
      customer,
      messages: events.map(({ data }) => data.message_id!),
    })),
    threads: [...page.threads()].map(([id, { agente, entries }]) => ({
      customer: customers.get(id)!,
      agent: agente,
      messages: entries.map(({ message }) => ({
        id: message.id,
        from: message.direction === "inbound" ? "customer" : "business",
        words: message.body,
        status: message.direction === "inbound" ? undefined : message.status,
      })),
    })),
  };
}

function outOfOrder({ events }: PageScript): string[] {
  const at = events.findIndex(({ id }, place) =>
    place > 0 && id <= events[place - 1]!.id
  );
  return at === -1 ? [] : [`event ${events[at]!.id} came late, or twice`];
}
