import type {
  ChatbotAnswer,
  ChatbotBatch,
  ChatbotRecord,
} from "../../shared/chatbot_record.ts";

/**
 * A site that stores nothing and says that it did. It stands where the built site would, whose own
 * work would otherwise be measured with the companion's.
 */
export interface SiteFunction extends AsyncDisposable {
  /** What `WIX_BASE_URL` is to be. */
  baseUrl: string;
  /** How many messages it was told, repeats included. */
  messages(): number;
  /** When (by `performance.now`) it is next told of this customer. */
  toldOf(userId: string): Promise<number>;
}

/** Starts it on loopback. */
export function startSiteFunction(): SiteFunction {
  const waiting = new Map<string, (at: number) => void>();
  let messages = 0;
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
  }, async (request) => {
    const at = performance.now();
    // It stores, and knows nothing of anybody.
    if (request.method !== "POST") return new Response(null, { status: 404 });
    const body: ChatbotBatch | ChatbotRecord = await request.json();
    const isBatch = "conversaciones" in body;
    const records = isBatch ? body.conversaciones : [body];
    for (const { userId, mensajes } of records) {
      messages += mensajes.length;
      waiting.get(userId)?.(at);
      waiting.delete(userId);
    }
    const answers = records.map(toAnswer);
    return Response.json(
      isBatch ? { success: true, resultados: answers } : answers[0],
    );
  });
  return {
    baseUrl: `http://127.0.0.1:${server.addr.port}/_functions`,
    messages: () => messages,
    toldOf: (userId) => new Promise((resolve) => waiting.set(userId, resolve)),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function toAnswer({ userId }: ChatbotRecord): ChatbotAnswer {
  return {
    success: true,
    userId,
    stopBot: false,
    observaciones: "",
    threadId: null,
  };
}
