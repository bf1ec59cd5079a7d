/** A page without a browser: listens to an agent's events as the real one does, and may answer by itself. */
import type { ConversationPage } from "../shared/conversation.ts";
import type { InboxEvent } from "../shared/inbox_event.ts";
import { type Inbox, tokenOf } from "./inbox.ts";

/** What a page has been told, and a way to close it. */
export interface PageScript extends AsyncDisposable {
  /** In the order in which they came: one entry for each event. */
  events: { id: number; name: string; data: InboxEvent }[];
  /** Problems that answering met and that were not of the kind that one tries again. */
  problems: string[];
  /** Breaks the connection; it comes back by itself, with the last id that it saw. */
  cut(): void;
  /** Resolves when every answer that was begun has been accepted. */
  idle(): Promise<void>;
}

/** What the page answers to a customer's message; `null`: nothing. */
export type Answering = (
  message: { id: string; body: string },
) => string | null;

/** Opens a page for somebody of the house. */
export async function openPage(
  inbox: Inbox,
  name: string,
  answering: Answering = () => null,
): Promise<PageScript> {
  const token = await tokenOf(inbox.site, `${name}@example.com`);
  const authorization = `Bearer ${token}`;
  const events: PageScript["events"] = [];
  const problems: string[] = [];
  const answers = new Set<Promise<void>>();
  let lastId: string | null = null;
  let isOpen = true;
  let connection = new AbortController();
  const opened = Promise.withResolvers<void>();

  async function listen(): Promise<void> {
    while (isOpen) {
      connection = new AbortController();
      try {
        const headers = {
          authorization,
          ...(lastId === null ? {} : { "Last-Event-ID": lastId }),
        };
        const response = await fetch(`${inbox.url}/api/eventos`, {
          headers,
          signal: connection.signal,
        });
        if (!response.ok) await response.body?.cancel();
        else await read(response.body!);
      } catch {
        // Cut, or the companion is away: both end by trying again.
      }
      if (isOpen) await pause(50);
    }
  }

  async function read(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
  ): Promise<void> {
    let text = "";
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      text += part;
      for (
        let end = text.indexOf("\n\n");
        end >= 0;
        end = text.indexOf("\n\n")
      ) {
        take(text.slice(0, end));
        text = text.slice(end + 2);
      }
      opened.resolve();
    }
  }

  function take(block: string): void {
    const field = (key: string) =>
      new RegExp(`^${key}: (.*)$`, "m").exec(block)?.[1] ?? null;
    const [id, event, data] = [field("id"), field("event"), field("data")];
    if (id !== null) lastId = id;
    if (event === null || data === null) return;
    const told = {
      id: Number(id),
      name: event,
      data: JSON.parse(data) as InboxEvent,
    };
    events.push(told);
    if (event === "new_message" && told.data.status === undefined) {
      begin(told.data);
    }
  }

  function begin(event: InboxEvent): void {
    const answer = reply(event).catch((error) =>
      void problems.push(String(error))
    ).finally(() => answers.delete(answer));
    answers.add(answer);
  }

  async function reply({ id, message_id }: InboxEvent): Promise<void> {
    const { twilio_messages } = await persist(
      `/api/conversacion/${id}?limit=100`,
    );
    const message = twilio_messages.find((one: { id: string }) =>
      one.id === message_id
    );
    const text = message && answering(message);
    if (!text) return;
    await persist("/api/enviar-mensaje", {
      to: id,
      message: text,
      id: answerIdOf(message.id),
    });
  }

  /** Asks until there is an answer, as the page does when the companion is away for a moment. */
  // deno-lint-ignore no-explicit-any -- the shape is the route's
  async function persist(path: string, json?: unknown): Promise<any> {
    const headers = { authorization, "Content-Type": "application/json" };
    const init = json
      ? { method: "POST", headers, body: JSON.stringify(json) }
      : { headers };
    for (let attempt = 0; attempt < 600; attempt++) {
      const response = await fetch(inbox.url + path, init).catch(() => null);
      if (response?.ok) return await response.json();
      const status = response?.status ?? 503;
      await response?.body?.cancel();
      if (status < 500 && status !== 429) {
        throw new Error(
          `${path.split("/").slice(0, 3).join("/")} answered ${status}`,
        );
      }
      await pause(100);
    }
    throw new Error("The companion stayed away");
  }

  const listening = listen();
  await opened.promise;
  return {
    events,
    problems,
    cut: () => connection.abort(),
    async idle() {
      while (answers.size > 0) await Promise.all(answers);
    },
    async [Symbol.asyncDispose]() {
      isOpen = false;
      connection.abort();
      await listening;
      await Promise.all(answers);
    },
  };
}

/** Everything that an agent's list holds. */
export async function listOf(
  inbox: Inbox,
  name: string,
): Promise<ConversationPage["conversaciones"]> {
  const all: ConversationPage["conversaciones"] = {};
  for (let offset = 0;; offset += 200) {
    const { json } = await inbox.as(
      name,
      `/api/conversaciones?limit=200&offset=${offset}`,
    );
    Object.assign(all, json.conversaciones);
    if (!json.has_more) return all;
  }
}

/** The same answer has the same id, however often it is tried. */
function answerIdOf(messageId: string): string {
  const last = parseInt(messageId.at(-1)!, 16) ^ 1;
  return messageId.slice(0, -1) + last.toString(16);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
