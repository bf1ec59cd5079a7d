import type {
  Colleague,
  Decision,
  Label,
  QuickReply,
  SiteFacts,
  Template,
} from "./acts_answers.ts";
import type { MediaItem } from "../../../shared/conversation.ts";

/** What can be done with a conversation. */
export type ConversationAct =
  | { kind: "assign"; agent: number; note: string }
  | { kind: "accept" }
  | { kind: "return"; note: string }
  | { kind: "take_from_bot" }
  | { kind: "give_to_bot"; farewell: string; file: File | null }
  | { kind: "close" }
  | { kind: "reopen" }
  | { kind: "snooze"; until: string | null }
  | { kind: "pin"; pinned: boolean }
  | { kind: "labels"; labels: readonly number[] }
  | { kind: "note"; id: string; text: string; mentions: readonly number[] }
  | { kind: "rename"; name: string }
  | { kind: "observe"; text: string };

/** A request as it goes out. */
export interface ActRequest {
  method: "POST" | "PATCH";
  path: string;
  body: Readonly<Record<string, unknown>>;
}

/** A file of a conversation's media. */
export interface FileOfConversation {
  message_id: string;
  position: number;
  fecha: string;
  media: MediaItem;
}

/** The part of the companion's interface that is about acts, the team and the customer. */
export interface ActsClient {
  /** Does it; `mediaUrl` is where a farewell's document lies by now. */
  act(
    id: string,
    act: ConversationAct,
    mediaUrl?: string | null,
  ): Promise<void>;
  presence(
    id: string,
    how: { escribiendo: boolean; fuera?: boolean },
  ): Promise<void>;
  agents(): Promise<{ agentes: Colleague[] }>;
  labels(): Promise<{ etiquetas: Label[] }>;
  quickReplies(): Promise<{ respuestas: QuickReply[] }>;
  keepQuickReply(
    reply: Omit<QuickReply, "id"> & { id: QuickReply["id"] | null },
  ): Promise<void>;
  dropQuickReply(id: QuickReply["id"]): Promise<void>;
  templates(how: { refresh: boolean }): Promise<{ plantillas: Template[] }>;
  sendTemplate(
    to: string,
    template: { id: string; variables: Record<string, string> },
    id: string,
  ): Promise<void>;
  decisions(id: string): Promise<{ asignaciones: Decision[] }>;
  siteFacts(id: string): Promise<SiteFacts>;
  files(
    id: string,
    before: string | null,
  ): Promise<{ archivos: FileOfConversation[]; siguiente: string | null }>;
  start(
    wanted: { number: string; line: string | null; name: string },
  ): Promise<{ id: string; existente: boolean }>;
  erase(id: string, confirm: string): Promise<void>;
  /** Everything that is known of the customer, as one document. */
  exported(id: string): Promise<Blob>;
}

/** How the client asks: each method throws a `CompanionError`. */
export interface Asking {
  read<T>(path: string): Promise<T>;
  write<T>(
    path: string,
    body: unknown,
    method?: "POST" | "PUT" | "PATCH" | "DELETE",
  ): Promise<T>;
  blob(path: string): Promise<Blob>;
}

/** The acts as requests. */
export function connectActs({ read, write, blob }: Asking): ActsClient {
  return {
    async act(id, act, mediaUrl = null) {
      const { method, path, body } = actRequest(act, mediaUrl);
      await write(`${conversationPath(id)}${path}`, body, method);
    },
    async presence(id, how) {
      await write(`${conversationPath(id)}/presencia`, how);
    },
    agents: () => read("/api/agentes"),
    labels: () => read("/api/etiquetas"),
    quickReplies: () => read("/api/respuestas"),
    async keepQuickReply({ id, ...reply }) {
      if (id === null) return await write("/api/respuestas", reply);
      await write(`/api/respuestas/${encodeURIComponent(id)}`, reply, "PATCH");
    },
    async dropQuickReply(id) {
      await write(`/api/respuestas/${encodeURIComponent(id)}`, {}, "DELETE");
    },
    templates: ({ refresh }) =>
      read(`/api/plantillas${refresh ? "?actualizar=1" : ""}`),
    async sendTemplate(to, plantilla, id) {
      await write("/api/enviar-mensaje", { to, plantilla, id });
    },
    decisions: (id) => read(`${conversationPath(id)}/asignaciones`),
    siteFacts: (id) => read(`${conversationPath(id)}/sitio`),
    files: (id, before) =>
      read(
        `${conversationPath(id)}/archivos${
          before ? `?antes=${encodeURIComponent(before)}` : ""
        }`,
      ),
    start: ({ number, line, name }) =>
      write("/api/conversaciones", {
        numero: number,
        ...line && { linea: line },
        ...name && { nombre: name },
      }),
    async erase(id, confirm) {
      await write(`${conversationPath(id)}/borrar`, { confirm });
    },
    exported: (id) =>
      blob(`/api/exportar?conversacion=${encodeURIComponent(id)}`),
  };
}

/** An act as the companion wants it told. */
export function actRequest(
  act: ConversationAct,
  mediaUrl: string | null,
): ActRequest {
  switch (act.kind) {
    case "assign":
      return post("/asignar", {
        agente: act.agent,
        ...act.note && { nota: act.note },
      });
    case "accept":
      return post("/aceptar");
    case "return":
      return post("/devolver", act.note ? { nota: act.note } : {});
    case "take_from_bot":
      return post("/bot", { activo: false });
    case "give_to_bot":
      return post("/bot", {
        activo: true,
        ...act.farewell && { despedida: act.farewell },
        ...mediaUrl && { media_url: mediaUrl },
        ...(act.farewell || mediaUrl) && { id: crypto.randomUUID() },
      });
    case "close":
      return post("/cerrar");
    case "reopen":
      return post("/reabrir");
    case "snooze":
      return post("/posponer", { hasta: act.until });
    case "pin":
      return post("/fijar", { fijada: act.pinned });
    case "labels":
      return post("/etiquetas", { etiquetas: act.labels });
    case "note":
      return post("/notas", {
        id: act.id,
        texto: act.text,
        menciones: act.mentions,
      });
    case "rename":
      return { method: "PATCH", path: "", body: { nombre: act.name } };
    case "observe":
      return { method: "PATCH", path: "", body: { observaciones: act.text } };
  }
}

function post(path: string, body: ActRequest["body"] = {}): ActRequest {
  return { method: "POST", path, body };
}

function conversationPath(id: string): string {
  return `/api/conversacion/${encodeURIComponent(id)}`;
}
