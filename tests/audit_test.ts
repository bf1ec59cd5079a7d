import { assert, assertEquals, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { audit } from "./audit.ts";
import { findDifferences } from "./audit/differences.ts";
import type { Places, Thread } from "./audit/places.ts";
import { readPlaces } from "./audit/read_places.ts";
import { ACCOUNT, AUTH_TOKEN, type Inbox, LINE, startInbox } from "./inbox.ts";
import { openPage, type PageScript } from "./page_script.ts";

const CUSTOMERS = ["+573001110001", "+573001110002"];

/** The places that hold threads, each with the name by which a difference calls it. */
const HOLDERS: Record<string, (places: Places) => Thread[]> = {
  "Twilio's list": ({ twilio }) => twilio,
  "A phone": ({ phones }) => phones,
  "CHATBOT_MENSAJES": ({ site }) => site,
  "CHATBOT": ({ siteRows }) => siteRows,
  "The page of Ana": ({ pages }) => pages[0]!.threads,
};

const MISCHIEF: Record<string, (thread: Thread) => void> = {
  "lacks one": ({ messages }) => void messages.splice(1, 1),
  "has one twice": ({ messages }) => void messages.push(messages[0]!),
  "has two the other way round": ({ messages }) => {
    const [first, second] = messages.filter(({ from }) => from === "customer");
    const [a, b] = [messages.indexOf(first!), messages.indexOf(second!)];
    [messages[a], messages[b]] = [messages[b]!, messages[a]!];
  },
  "has other words": ({ messages }) => void (messages[0]!.words += "?"),
  "has one of somebody else": ({ messages }) => {
    messages.push({ id: "another's", from: "customer", words: "Hola" });
  },
};

describe("the audit", () => {
  let inbox: Inbox;
  let pages: Record<string, PageScript>;
  let places: Places;

  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis"] });
    const answering = ({ body }: { body: string }) => `Sobre «${body}»`;
    pages = {
      ana: await openPage(inbox, "ana", answering),
      luis: await openPage(inbox, "luis", answering),
    };
    for (const from of CUSTOMERS) {
      for (const body of ["Uno", "Dos", "Tres"]) {
        await inbox.twilio.inbound({ from, body });
      }
    }
    await inbox.settle();
    for (const page of Object.values(pages)) await page.idle();
    await inbox.settle();
    await audit(inbox, pages);
    places = await readPlaces(inbox, pages);
  });
  afterAll(async () => {
    for (const page of Object.values(pages)) await page[Symbol.asyncDispose]();
    await inbox[Symbol.asyncDispose]();
  });

  it("finds nothing where all is well", () => {
    assertEquals(findDifferences(places), []);
    assertEquals(
      places.postgres.flatMap(({ messages }) => messages).length,
      12,
    );
  });

  for (const [holder, threadsOf] of Object.entries(HOLDERS)) {
    for (const [what, harm] of Object.entries(MISCHIEF)) {
      it(`objects when ${holder} ${what}`, () => {
        const copy = structuredClone(places);
        harm(threadsOf(copy)[0]!);

        objects(copy, holder);
      });
    }

    it(`objects when ${holder} lacks a customer, or has another's`, () => {
      const [less, more] = [structuredClone(places), structuredClone(places)];
      threadsOf(less).pop();
      threadsOf(more).push({
        customer: "570",
        messages: places.site[0]!.messages,
      });

      objects(less, holder);
      objects(more, holder);
    });
  }

  it("objects when the journal lacks one, or has it twice", () => {
    const [less, more] = [structuredClone(places), structuredClone(places)];
    less.journal.pop();
    more.journal.push(more.journal[0]!);

    objects(less, "The journal");
    objects(more, "The journal");
  });

  it("objects when a conversation is somebody else's in the site, the ledger or on a page", () => {
    const [row, turn, page] = [1, 2, 3].map(() => structuredClone(places));
    row!.siteRows.find(({ agent }) => agent === "Ana")!.agent = "Luis";
    turn!.turns.find(({ agent }) => agent === "Ana")!.agent = "Luis";
    page!.pages[1]!.threads.push(page!.pages[0]!.threads.pop()!);

    objects(row!, "CHATBOT");
    objects(turn!, "The ledger");
    objects(page!, "The page of Luis");
  });

  it("objects when a page was not told of a message, told twice, too late, or of another's", () => {
    const copies = [1, 2, 3, 4].map(() => structuredClone(places));
    const [less, more, swapped, foreign] = copies.map(({ pages }) => pages[0]!);
    less!.told![0]!.messages.pop();
    more!.told![0]!.messages.push(more!.told![0]!.messages[0]!);
    swapped!.told![0]!.messages.reverse();
    foreign!.told!.push(...places.pages[1]!.told!);

    for (const copy of copies.slice(0, 3)) objects(copy, "What Ana was told");
    objects(copies[3]!, "Ana was told of");
  });

  it("objects when a reply fares otherwise at Twilio, a turn is left out or given twice", () => {
    const copies = [1, 2, 3].map(() => structuredClone(places));
    const [status, gap, twice] = copies;
    status!.twilio[0]!.messages.at(-1)!.status = "failed";
    gap!.turns[1]!.turn = 3;
    twice!.turns.push({ ...twice!.turns[0]!, turn: 3 });

    objects(status!, "Twilio's list");
    objects(gap!, "The turns");
    objects(twice!, "The ledger");
  });

  it("objects to what really is there: a row more in the site, a message that nobody of ours sent, a conversation moved by hand", async () => {
    const [row] = inbox.site.rows("CHATBOT_MENSAJES");
    inbox.site.fill("CHATBOT_MENSAJES", [{
      _id: "una-vez-mas",
      userId: row!.userId,
      from: row!.from,
      mensaje: row!.mensaje,
      timestamp: { $date: (row!.timestamp as unknown as Date).toISOString() },
      orden: row!.orden,
    }]);
    const sent = await fetch(
      `${inbox.twilio.url}/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
      {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${AUTH_TOKEN}`)}` },
        body: new URLSearchParams({
          From: LINE,
          To: `whatsapp:${CUSTOMERS[0]}`,
          Body: "¿Quién escribe?",
        }),
      },
    );
    await sent.body?.cancel();
    await inbox.twilio.idle();
    await inbox.sql`
      update conversations set agent_id = ${await inbox.agentId("luis")}
      where number = ${CUSTOMERS[0]!.slice(1)}
    `;

    const now = await readPlaces(inbox, pages);

    for (
      const place of [
        "CHATBOT_MENSAJES",
        "Twilio's list",
        "A phone",
        "The ledger",
        "The page of",
      ]
    ) {
      objects(now, place);
    }
    await assertRejects(() => audit(inbox, pages, { withinMs: 0 }));
  });
});

function objects(places: Places, place: string): void {
  const differences = findDifferences(places);
  assert(
    differences.some((one) => one.startsWith(place)),
    `It says of ${place}: ${JSON.stringify(differences)}`,
  );
}
