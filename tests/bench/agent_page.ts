import type { InboxEvent } from "../../shared/inbox_event.ts";
import type { Agent } from "../../scripts/start/agents.ts";
import { signToken } from "./agent_token.ts";
import { lineReader } from "./line_reader.ts";

/** What an agent's page does, without a browser. */
export interface AgentPage extends AsyncDisposable {
  /** When (by `performance.now`) it is told of this message. */
  toldOf(messageId: string): Promise<number>;
  reply(to: string, message: string): Promise<Response>;
}

/** Signs in and listens for events. */
export async function openAgentPage(
  url: string,
  agent: Agent,
  siteSecret: string,
): Promise<AgentPage> {
  const token = await signToken(agent, siteSecret);
  const headers = { Authorization: `Bearer ${token}` };
  const waiting = new Map<string, (at: number) => void>();
  const response = await fetch(`${url}/api/eventos`, { headers });
  if (!response.ok) {
    throw new Error(`Cannot listen as ${agent.name}: ${await response.text()}`);
  }
  const lines = lineReader(response.body!);
  await lines.read();
  const listening = listen();

  async function listen() {
    while (true) {
      const { value: line, done } = await lines.read();
      const at = performance.now();
      if (done) return;
      if (!line.startsWith("data: ")) continue;
      const event: InboxEvent = JSON.parse(line.slice("data: ".length));
      waiting.get(event.message_id ?? "")?.(at);
      waiting.delete(event.message_id ?? "");
    }
  }

  return {
    toldOf: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    reply: (to, message) =>
      fetch(`${url}/api/enviar-mensaje`, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify({ to, message }),
      }),
    async [Symbol.asyncDispose]() {
      await lines.cancel();
      await listening;
    },
  };
}
