import type { ThreadEvent } from "../shared/conversation_event.ts";
import type { Answer, Inbox } from "./inbox.ts";

/** What tests of acts do again and again in a house. */
export interface Acting {
  /** A number that nobody has yet. */
  newKey(): string;
  /** A customer's first message, given to this agent. */
  conversationOf(name: string): Promise<string>;
  act(name: string, key: string, path: string, json?: unknown): Promise<Answer>;
  /** The thread, as this person sees it. */
  open(name: string, key: string): Promise<Answer["json"]>;
  /** Everything between the messages but turns of the rotation. */
  eventsOf(key: string): Promise<ThreadEvent[]>;
  /** Their kinds, and whose acts they were. */
  toldOf(key: string): Promise<[kind: string, by: string | null][]>;
}

/** Acts in a house, on customers whose numbers begin so. */
export function actingIn(inbox: () => Inbox, prefix: string): Acting {
  let customers = 0;
  const acting: Acting = {
    newKey: () => `${prefix}${String(customers++).padStart(5, "0")}`,
    async conversationOf(name) {
      const key = acting.newKey();
      await inbox().twilio.inbound({ from: `+${key}`, body: "Hola" });
      await inbox().sql`
        update conversations set agent_id = ${await inbox().agentId(name)}
        where number = ${key}
      `;
      return key;
    },
    act: (name, key, path, json = {}) =>
      inbox().as(name, `/api/conversacion/${key}/${path}`, { json }),
    open: async (name, key) =>
      (await inbox().as(name, `/api/conversacion/${key}`)).json,
    async eventsOf(key) {
      const { eventos } = await acting.open("sofia", key);
      return eventos.filter(({ tipo }: ThreadEvent) => tipo !== "asignada");
    },
    toldOf: async (key) =>
      (await acting.eventsOf(key)).map(({ tipo, por }) => [tipo, por]),
  };
  return acting;
}

/** A refusal's status, code and field. */
export function refusal({ status, json }: Answer): unknown[] {
  return [status, json.code, ...json.field ? [json.field] : []];
}
