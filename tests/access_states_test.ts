import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { PresenceEvent } from "../shared/inbox_event.ts";
import { mediaAddresses } from "../companion/http/media_address.ts";
import { type House, knock, RULES } from "./access_rules.ts";
import { listen } from "./events_stream.ts";
import { type Inbox, SITE_SECRET, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

/** `otto` is a member of the site, and nobody's agent. */
const PEOPLE = ["ana", "luis", "eva", "sofia", "otto"] as const;
type Person = typeof PEOPLE[number];

/** Who may see a conversation in each state: who has it now, and the supervisor. */
const MAY_SEE = {
  waiting: ["sofia"],
  open: ["ana", "sofia"],
  closed: ["ana", "sofia"],
  handed_over: ["luis", "sofia"],
} as const satisfies Record<string, readonly Person[]>;
type State = keyof typeof MAY_SEE;
const STATES = Object.keys(MAY_SEE) as State[];

/** Doors that name one conversation, or one message of it. */
const DOORS = Object.keys(RULES).filter((route) =>
  /:key|mensajes\/:id|enviar-mensaje/.test(route)
);

interface Place extends House {
  state: State;
  id: string;
  mediaId: string;
  /** Words that nobody else may ever receive. */
  secrets: string[];
}

describe("a conversation, in each of its states", () => {
  let inbox: Inbox;
  let customers = 0;
  let places: Place[];
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis", "eva"] });
    inbox.site.addMember({
      email: "otto@example.com",
      password: "una clave larga",
      name: "Otto",
    });
    for (const name of PEOPLE) await inbox.as(name, "/api/session");
    await inbox.pause("eva", true);
    places = await onePerState();
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const onePerState = () => Promise.all(STATES.map(placeIn));

  /** A new customer's conversation with a file and an answer, brought into this state. */
  async function placeIn(state: State): Promise<Place> {
    const key = `57344${String(customers++).padStart(7, "0")}`;
    const secrets = [`Clienta ${key}`, `secreto-${key}`, key];
    await inbox.twilio.inbound({
      from: `+${key}`,
      body: secrets[1],
      profileName: secrets[0],
      media: [{ contentType: "image/png", base64: btoa("bytes") }],
    });
    const [ana, luis, eva] = await Promise.all(
      ["ana", "luis", "eva"].map(inbox.agentId),
    ) as [number, number, number];
    const [row] = await inbox.sql<{ id: string }[]>`
      update conversations set agent_id = ${ana} where number = ${key} returning id
    `;
    const { json } = await inbox.reply("sofia", key, `respuesta a ${key}`);
    await inbox.settle();
    const [media] = await inbox.sql<{ id: string }[]>`
      select id from media where conversation_id = ${row!.id}
    `;
    if (state === "handed_over") {
      await inbox.as("ana", `/api/conversacion/${key}/asignar`, {
        json: { agente: luis },
      });
      await inbox.as("luis", `/api/conversacion/${key}/aceptar`, { json: {} });
    }
    if (state === "waiting") {
      await inbox.sql`
        update conversations set state = 'waiting', agent_id = null where number = ${key}
      `;
    }
    if (state === "closed") {
      await inbox
        .sql`update conversations set state = 'closed' where number = ${key}`;
    }
    return {
      inbox,
      key,
      ana,
      eva,
      messageId: json.message_id,
      state,
      id: row!.id,
      mediaId: media!.id,
      secrets,
    };
  }

  const maySee = (name: Person, { state }: Place) =>
    (MAY_SEE[state] as readonly Person[]).includes(name);

  /** What the table of doors says of this person and this conversation. */
  function expected(name: Person | null, route: string, place: Place): number {
    const [nobody, owner, other, paused, supervisor] = RULES[route]!.statuses;
    if (name === null) return nobody;
    if (name === "eva" || name === "otto") return paused;
    if (name === "sofia") return supervisor;
    return maySee(name, place) ? owner : other;
  }

  for (const route of DOORS) {
    it(`is behind the same rule: ${route}`, async () => {
      const wrong: unknown[] = [];
      for (const place of await onePerState()) {
        // Whoever may do something does it last: it may change the state.
        const order = [null, "otto", "eva", "luis", "ana", "sofia"] as const;
        const sorted = order.toSorted((a, b) =>
          Number(a !== null && maySee(a, place)) -
          Number(b !== null && maySee(b, place))
        );
        for (const name of sorted) {
          const { status, text } = await knock(name, route, place);
          const right = expected(name, route, place);
          const isLeaking = (name === null || !maySee(name, place)) &&
            place.secrets.some((secret) => text.includes(secret));
          if (status !== right || isLeaking) {
            wrong.push({ state: place.state, name, status, right, isLeaking });
          }
        }
      }

      assertEquals(wrong, []);
    });
  }

  it("is found by list, search and id by whom it is for, and counted for nobody else", async () => {
    const wrong: unknown[] = [];
    for (const name of PEOPLE) {
      for (const place of places) {
        const queries = [
          `q=${place.key}`,
          `q=${place.key.slice(2)}`,
          `q=${encodeURIComponent(place.secrets[0]!)}`,
          `id=${place.id}`,
        ];
        for (const query of queries) {
          const path = `/api/conversaciones?limit=200&${query}`;
          const { status, json } = await inbox.as(name, path);
          const isWorking = name !== "eva" && name !== "otto";
          const right = isWorking ? Number(maySee(name, place)) : undefined;
          const answer = [status, json.total, json.count];
          const isRight = isWorking ? [200, right, right] : [403, right, right];
          if (JSON.stringify(answer) !== JSON.stringify(isRight)) {
            wrong.push({ name, state: place.state, query, answer });
          }
        }
      }
      const { json } = await inbox.as(name, "/api/conversaciones?limit=200");
      const text = JSON.stringify(json);
      const told = places.filter((place) =>
        place.secrets.some((secret) => text.includes(secret))
      );
      const hidden = told.filter((place) => !maySee(name, place));
      if (hidden.length > 0) wrong.push({ name, hidden });
    }

    assertEquals(wrong, []);
  });

  it("shows its files to whom it is for, by an address of theirs and at that moment", async () => {
    const addresses = mediaAddresses(() => inbox.url, [SITE_SECRET]);
    const wrong: unknown[] = [];
    for (const place of places) {
      for (const name of ["ana", "luis", "eva", "sofia"] as const) {
        // As if it had been given before the conversation came to its state.
        const url = addresses.forAgent(
          place.mediaId,
          await inbox.agentId(name),
          new Date(),
        );
        const response = await fetch(url);
        await response.body?.cancel();
        const right = maySee(name, place) ? 200 : 404;
        if (response.status !== right) {
          wrong.push({ name, state: place.state, status: response.status });
        }
      }
      const provider = await fetch(
        addresses.forProvider(place.mediaId, new Date()),
      );
      await provider.body?.cancel();
      if (provider.status !== 404) wrong.push({ state: place.state, provider });
    }

    assertEquals(wrong, []);
  });

  it("tells its events, live and missed, to whom it is for", async () => {
    await using stack = new AsyncDisposableStack();
    const names = ["ana", "luis", "sofia"] as const;
    const open = async (name: Person, lastId: number | null = null) =>
      stack.use(await listen(inbox, await inbox.token(name), lastId));
    const live = await Promise.all(names.map((name) => open(name)));
    const since = live.map((stream) => stream.lastId());
    const news = await onePerState();
    for (const { key } of news) {
      await inbox.twilio.inbound({ from: `+${key}`, body: `más de ${key}` });
    }
    await inbox.settle();
    const last = async () => {
      const [row] = await inbox.sql<{ seq: number }[]>`
        select max(seq) as seq from changes
      `;
      return row!.seq;
    };
    const end = await last();
    await until("the supervisor has heard all", () => live[2]!.lastId() >= end);
    const hasHeardItsOwn = (streams: typeof live) =>
      names.every((name, at) =>
        news.filter((place) => maySee(name, place)).every(({ id }) => {
          const version = newestOf(streams[at]!, id);
          return version !== undefined && version === newestOf(live[2]!, id);
        })
      );
    await until("each has heard theirs", () => hasHeardItsOwn(live));
    const missed = await Promise.all(
      names.map((name, at) => open(name, since[at]!)),
    );
    await until(
      "the supervisor has heard all again",
      () => missed[2]!.lastId() >= end,
    );
    await until("each has heard theirs again", () => hasHeardItsOwn(missed));

    for (const [at, name] of names.entries()) {
      for (const stream of [live[at]!, missed[at]!]) {
        const latest = news.filter(({ id }) =>
          stream.events.some(({ data, name }) =>
            data.id === id && name === "new_message" &&
            data.version === newestOf(live[2]!, id)
          )
        );
        assertEquals(
          latest.map(({ state }) => state),
          news.filter((place) => maySee(name, place)).map(({ state }) => state),
          name,
        );
      }
    }
    const lost = live[0]!.events.filter(({ data }) => data.lost);
    assertEquals(lost.map(({ data }) => [data.id, data.key]), [
      [news.find(({ state }) => state === "handed_over")!.id, undefined],
    ]);
    for (const name of ["eva", "otto"] as const) {
      assertEquals((await inbox.as(name, "/api/eventos")).status, 403);
    }
  });

  it("tells who looks at it to whom it is for", async () => {
    await using stack = new AsyncDisposableStack();
    const names = ["ana", "luis"] as const;
    const streams = await Promise.all(
      names.map(async (name) =>
        stack.use(await listen(inbox, await inbox.token(name)))
      ),
    );
    const now = await onePerState();
    const told = (at: number, isTyping: boolean) =>
      now.filter(({ id }) =>
        streams[at]!.events.some(({ name, data }) =>
          name === "presence" && data.id === id &&
          (data as unknown as PresenceEvent).escribiendo === isTyping
        )
      ).map(({ state }) => state);
    const right = names.map((name) =>
      now.filter((place) => maySee(name, place)).map(({ state }) => state)
    );

    for (const escribiendo of [true, false]) {
      for (const { id } of now) {
        await inbox.as("sofia", `/api/conversacion/${id}/presencia`, {
          json: { escribiendo },
        });
      }
      await until(
        "each has heard theirs",
        () =>
          right.every((states, at) =>
            told(at, escribiendo).length >= states.length
          ),
      );
    }

    // Whatever was told to the wrong one has come before the last that they had to hear.
    assertEquals(names.map((_, at) => told(at, true)), right);
  });

  it("is told over the site's Realtime to nobody else", async () => {
    const [member] = await inbox.sql<{ memberId: string }[]>`
      select member_id from agents where name = 'Eva'
    `;
    const resources = inbox.site.published.map(({ channel }) =>
      JSON.stringify(channel)
    );

    assertEquals(
      resources.filter((channel) => channel.includes(member!.memberId)),
      [],
    );
    const payloads = JSON.stringify(
      inbox.site.published.map(({ payload }) => payload),
    );
    assertEquals(/secreto-|Clienta|respuesta/.test(payloads), false);
  });
});

/** The version that the last message of a conversation has raised it to. */
function newestOf(
  stream: Awaited<ReturnType<typeof listen>>,
  id: string,
): number | undefined {
  return stream.events.findLast(({ name, data }) =>
    name === "new_message" && data.id === id
  )?.data.version;
}
