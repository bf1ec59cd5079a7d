import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { ThreadMessage } from "../../shared/conversation.ts";
import type { DeliveryStatus } from "../../shared/delivery.ts";
import type { InboxEvent, InboxEventName } from "../../shared/inbox_event.ts";
import type { StuckLane } from "../../shared/troubles.ts";
import type { PresenceEvent } from "../../wix-site/lib/chat/presence_state.ts";
import { fillTemplate } from "../../wix-site/lib/chat/team_state.ts";
import { pageBundle } from "./page_bundle.ts";
import { answerFor, refuse, threadPage } from "./scripted_answers.ts";
import { foundWords, listPage } from "./scripted_list.ts";
import {
  type ScriptedHealth,
  scriptedHealth,
  scriptedTroubles,
} from "./scripted_health.ts";
import { addMessage, type ScriptedConversation } from "./scripted_inbox.ts";
import { type ActsHouse, scriptedActs } from "./scripted_acts.ts";
import { scriptedSite } from "./scripted_site.ts";
import { clinicTeam, type ScriptedTeam } from "./scripted_team.ts";

/** What goes wrong with the next matching requests. */
export interface Fault {
  path: string;
  status?: number;
  code?: string;
  error?: string;
  times?: number;
  delayMs?: number;
}

/** A companion that answers from what a test has put into it, with the page beside it. */
export interface ScriptedCompanion extends AsyncDisposable {
  url: string;
  inbox: Map<string, ScriptedConversation>;
  /** Replies that reached it, by the sender's id. */
  sent: Map<string, { to: string; message: string; media_url: string | null }>;
  /** Files that were uploaded, in order. */
  uploads: File[];
  requests: string[];
  role: "agent" | "supervisor";
  /** What a supervisor is told of how the service fares. */
  health: ScriptedHealth;
  stuck: StuckLane[];
  team: ScriptedTeam;
  /** What was done with conversations, in order. */
  acts: ActsHouse["acts"];
  /** Somebody else is at a conversation, or types there. */
  presence(
    id: string,
    who: { agente_id: number; nombre: string; escribiendo: boolean },
  ): void;
  /** They left it. */
  leaves(id: string, who: { agente_id: number; nombre: string }): void;
  /** Something changed in a conversation: the page is told. */
  changed(id: string): void;
  /** A token of a member, good for that many seconds. */
  token(lifeS?: number, sub?: string): string;
  /** From now on only this token is taken; `null`: any. */
  only(token: string | null): void;
  inbound(id: string, part: Partial<ThreadMessage>): ThreadMessage;
  report(messageId: string, status: DeliveryStatus, code?: number): void;
  lose(id: string): void;
  /** A conversation is erased for good. */
  erase(id: string): void;
  fail(fault: Fault): void;
  heal(): void;
  streams(): number;
  dropStreams(): void;
}

/** Starts on loopback, on a free port. */
export async function startScriptedCompanion(
  conversations: ScriptedConversation[] = [],
): Promise<ScriptedCompanion> {
  const bundle = await pageBundle();
  const inbox = new Map(conversations.map((one) => [one.row.id, one]));
  const sent: ScriptedCompanion["sent"] = new Map();
  const listeners = new Set<{
    tell(name: InboxEventName, event: InboxEvent): void;
    end(): void;
  }>();
  const uploads: File[] = [];
  const requests: string[] = [];
  let faults: Fault[] = [];
  let onlyToken: string | null = null;
  let events = 0;
  const house: ActsHouse = {
    inbox,
    team: clinicTeam(),
    acts: [],
    changed: (one) => tell("conversation_update", one),
    take: (id) => take(id, {}),
  };

  const app = new Hono()
    .route("/", scriptedSite(bundle, () => self.token()))
    .use("/:door{api|health}/*", async (c, next) => {
      requests.push(`${c.req.method} ${c.req.path}`);
      const fault = faults.find(({ path }) => c.req.path.startsWith(path));
      if (fault?.delayMs) {
        await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      }
      if (fault?.status) {
        fault.times = (fault.times ?? Infinity) - 1;
        if (fault.times <= 0) faults = faults.filter((one) => one !== fault);
        const { code = "internal", error = "" } = fault;
        return c.json({ success: false, error, code }, fault.status as 500);
      }
      const token = c.req.header("Authorization")?.slice("Bearer ".length);
      if (!token || (onlyToken && token !== onlyToken)) {
        return c.json({ logged_in: false }, 401);
      }
      return await next();
    })
    .get("/api/session", (c) =>
      c.json({
        logged_in: true,
        username: "ana@example.com",
        nombre: "Ana Restrepo",
        role: self.role,
      }))
    .route("/", scriptedActs(house))
    .get(
      "/health/detail",
      (c) => c.json(scriptedHealth(self.health, self.stuck)),
    )
    .get("/api/atascos", (c) => c.json(scriptedTroubles(self.stuck)))
    .post("/api/atascos/liberar", async (c) => {
      const { tipo, conversacion } = await c.req.json();
      const at = self.stuck.findIndex((lane) =>
        lane.tipo === tipo && lane.conversacion === conversacion
      );
      if (at < 0) return refuse(c, 404, "not_found");
      self.stuck.splice(at, 1);
      return c.json({ success: true });
    })
    .post("/api/atascos/reprocesar", (c) => {
      const reprocesados = self.health.unknownLine ?? 0;
      self.health.unknownLine = 0;
      return c.json({ success: true, reprocesados });
    })
    .get("/api/conversaciones", (c) => c.json(listPage(inbox, c)))
    .get(
      "/api/buscar",
      (c) =>
        c.json({ success: true, ...foundWords(inbox, c.req.query("q") ?? "") }),
    )
    .get("/api/conversacion/:id", (c) => {
      const one = inbox.get(c.req.param("id"));
      return one ? c.json(threadPage(one, c)) : refuse(c, 403, "not_assigned");
    })
    .post("/api/conversacion/:id/leido", (c) => {
      const one = inbox.get(c.req.param("id"));
      if (!one) return refuse(c, 403, "not_assigned");
      one.row.unread = 0;
      one.row.version++;
      tell("conversation_update", one);
      return c.json({ success: true });
    })
    .post("/api/enviar-mensaje", async (c) => {
      const body = await c.req.json();
      const one = inbox.get(body.to);
      if (!one) return refuse(c, 403, "not_assigned");
      const known = one.messages.find((message) => message.id === body.id);
      const message = known ?? addMessage(one, {
        id: body.id,
        body: body.message,
        direction: "outbound",
        ...body.plantilla && templateParts(house.team, body.plantilla),
        media: body.media_url
          ? [{
            url: body.media_url,
            content_type: "image/png",
            size: 4,
            name: "foto.png",
            state: "stored",
          }]
          : [],
      });
      sent.set(body.id, body);
      tell("new_message", one, message);
      return c.json(answerFor(message));
    })
    .post("/api/mensajes/:id/reintentar", (c) => {
      for (const one of inbox.values()) {
        const message = one.messages.find(({ id }) => id === c.req.param("id"));
        if (!message) continue;
        setStatus(one, message, "pending", null);
        return c.json(answerFor(message));
      }
      return refuse(c, 404, "not_found");
    })
    .post("/api/archivos", async (c) => {
      const file = (await c.req.formData()).get("archivo") as File;
      uploads.push(file);
      const media_url = new URL(
        `/medios/${encodeURIComponent(file.name)}?firma=1`,
        self.url,
      ).href;
      const { type: content_type, size, name } = file;
      return c.json({ success: true, media_url, content_type, size, name });
    })
    .get("/api/eventos", (c) =>
      streamSSE(c, async (stream) => {
        const ended = Promise.withResolvers<void>();
        const listener = {
          tell: (event: InboxEventName, data: InboxEvent) => {
            stream.writeSSE({
              id: String(++events),
              event,
              data: JSON.stringify(data),
            });
          },
          end: ended.resolve,
        };
        stream.onAbort(ended.resolve);
        await stream.write(": hola\n\n");
        listeners.add(listener);
        await ended.promise;
        listeners.delete(listener);
      }));

  function setStatus(
    one: ScriptedConversation,
    message: ThreadMessage,
    status: DeliveryStatus,
    code: number | null,
  ) {
    message.status = status;
    message.error_code = code;
    one.row.version++;
    if (one.messages.at(-1) === message) one.row.last_message_status = status;
    tell("message_status", one, message);
  }

  function tell(
    name: InboxEventName,
    { row }: ScriptedConversation,
    message?: ThreadMessage,
  ) {
    const event: InboxEvent = {
      id: row.id,
      key: row.numero ?? row.id,
      version: row.version,
      timestamp: new Date().toISOString(),
      ...message && { message_id: message.id },
      ...name === "message_status" && message && { status: message.status },
    };
    for (const listener of listeners) listener.tell(name, event);
  }

  function tellPresence(event: PresenceEvent) {
    const one = inbox.get(event.id)!;
    one.present = one.present.filter(({ agente_id }) =>
      agente_id !== event.agente_id
    );
    if (!event.se_fue) one.present.push(event);
    for (const listener of listeners) {
      listener.tell("presence" as InboxEventName, event as never);
    }
  }

  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    app.fetch,
  );
  function take(id: string, how: { removed?: true }) {
    const version = inbox.get(id)!.row.version + 1;
    inbox.delete(id);
    const timestamp = new Date().toISOString();
    for (const listener of listeners) {
      listener.tell("conversation_update", {
        id,
        version,
        lost: true,
        ...how,
        timestamp,
      });
    }
  }

  const self: ScriptedCompanion = {
    url: `http://127.0.0.1:${server.addr.port}`,
    inbox,
    sent,
    uploads,
    requests,
    role: "agent",
    health: {},
    stuck: [],
    team: house.team,
    acts: house.acts,
    presence: (id, who) => tellPresence({ id, ...who }),
    leaves: (id, who) =>
      tellPresence({ id, ...who, escribiendo: false, se_fue: true }),
    changed: (id) => tell("conversation_update", inbox.get(id)!),
    token(lifeS = 900, sub = "miembro-ana") {
      const exp = Math.floor(Date.now() / 1000) + lifeS;
      const part = (value: unknown) =>
        btoa(JSON.stringify(value)).replaceAll("=", "");
      return `${part({ alg: "HS256" })}.${
        part({ sub, exp, n: crypto.randomUUID() })
      }.firma`;
    },
    only: (token) => onlyToken = token,
    inbound(id, part) {
      const one = inbox.get(id)!;
      one.row.unread++;
      const message = addMessage(one, part);
      tell("new_message", one, message);
      return message;
    },
    report(messageId, status, code) {
      for (const one of inbox.values()) {
        const message = one.messages.find(({ id }) => id === messageId);
        if (message) setStatus(one, message, status, code ?? null);
      }
    },
    lose: (id) => take(id, {}),
    erase: (id) => take(id, { removed: true }),
    fail: (fault) => faults.push(fault),
    heal: () => faults = [],
    streams: () => listeners.size,
    dropStreams() {
      for (const listener of listeners) listener.end();
    },
    async [Symbol.asyncDispose]() {
      self.dropStreams();
      await server.shutdown();
    },
  };
  return self;
}

/** What a template makes of a message. */
function templateParts(
  { templates }: ScriptedTeam,
  { id, variables }: { id: string; variables: Record<string, string> },
): Pick<ThreadMessage, "body" | "kind" | "details"> {
  const template = templates.find((one) => one.id === id)!;
  return {
    body: fillTemplate(template, variables),
    kind: "template",
    details: {
      template: {
        id,
        name: template.nombre,
        variables,
        buttons: [...template.botones],
      },
    },
  };
}
