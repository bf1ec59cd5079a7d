import type { Inbox } from "./inbox.ts";

/** Nobody, who has the conversation, another agent, a paused one (or a member who is none), a supervisor. */
export type Statuses = [
  nobody: number,
  owner: number,
  other: number,
  paused: number,
  supervisor: number,
];

const EVERY_AGENT: Statuses = [401, 200, 200, 403, 200];
const WHO_MAY_SEE_IT: Statuses = [401, 200, 403, 403, 200];
const SUPERVISORS: Statuses = [401, 403, 403, 403, 200];

/** Who may pass a door, and with what one knocks there. */
export interface Rule {
  statuses: Statuses;
  json?: (house: House) => unknown;
  body?: () => BodyInit;
}

/** What a knock is about. */
export interface House {
  inbox: Inbox;
  /** How the conversation is called. */
  key: string;
  ana: number;
  eva: number;
  messageId: string;
}

/** A rule for each door of the agents' interface. A door without one fails the test. */
export const RULES: Record<string, Rule> = {
  "GET /api/session": { statuses: EVERY_AGENT },
  "GET /api/conversaciones": { statuses: EVERY_AGENT },
  "GET /api/conversacion/:key": { statuses: WHO_MAY_SEE_IT },
  "GET /api/conversacion/:key/asignaciones": { statuses: WHO_MAY_SEE_IT },
  "POST /api/conversacion/:key/leido": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({}),
  },
  "POST /api/conversacion/:key/asignar": {
    statuses: WHO_MAY_SEE_IT,
    json: ({ ana }) => ({ agente: ana }),
  },
  "PATCH /api/conversacion/:key": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({ observaciones: "" }),
  },
  "POST /api/conversacion/:key/aceptar": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({}),
  },
  "POST /api/conversacion/:key/devolver": {
    // Nothing is pending.
    statuses: [401, 409, 403, 403, 409],
    json: () => ({}),
  },
  "POST /api/conversacion/:key/bot": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({ activo: false }),
  },
  "POST /api/conversacion/:key/cerrar": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({}),
  },
  "POST /api/conversacion/:key/reabrir": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({}),
  },
  "POST /api/conversacion/:key/presencia": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({ escribiendo: false }),
  },
  "POST /api/conversacion/:key/posponer": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({ hasta: null }),
  },
  "POST /api/conversacion/:key/fijar": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({ fijada: true }),
  },
  "POST /api/conversacion/:key/etiquetas": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({ etiquetas: [] }),
  },
  "POST /api/conversacion/:key/notas": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({ id: crypto.randomUUID(), texto: "Nota", menciones: [] }),
  },
  "GET /api/menciones": { statuses: EVERY_AGENT },
  "POST /api/menciones/leidas": { statuses: EVERY_AGENT, json: () => ({}) },
  "POST /api/conversacion/:key/borrar": {
    // Not confirmed: the others still need it.
    statuses: [401, 403, 403, 403, 422],
    json: () => ({ confirm: "" }),
  },
  "GET /api/exportar": { statuses: SUPERVISORS },
  "GET /api/recibos/:id": { statuses: [401, 403, 403, 403, 422] },
  "POST /api/enviar-mensaje": {
    statuses: WHO_MAY_SEE_IT,
    json: ({ key }) => ({ to: key, message: "Hola" }),
  },
  "POST /api/mensajes/:id/reintentar": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({}),
  },
  "POST /api/archivos": {
    statuses: EVERY_AGENT,
    body: () => {
      const form = new FormData();
      form.set("archivo", new File(["Hola"], "a.txt", { type: "text/plain" }));
      return form;
    },
  },
  "GET /api/eventos": { statuses: EVERY_AGENT },
  "GET /api/agentes": { statuses: EVERY_AGENT },
  "POST /api/agentes": {
    statuses: SUPERVISORS,
    json: () => ({ email: "nueva@example.com", nombre: "Nueva" }),
  },
  "PATCH /api/agentes/:id": {
    statuses: SUPERVISORS,
    json: () => ({ pausado: true }),
  },
  "GET /api/etiquetas": { statuses: EVERY_AGENT },
  "POST /api/etiquetas": {
    statuses: SUPERVISORS,
    json: () => ({ nombre: "Cita", color: "teal" }),
  },
  "PATCH /api/etiquetas/:id": {
    statuses: SUPERVISORS,
    json: () => ({ color: "red" }),
  },
  "DELETE /api/etiquetas/:id": { statuses: SUPERVISORS },
  "GET /api/respuestas": { statuses: EVERY_AGENT },
  "POST /api/respuestas": {
    // The team's: everybody keeps their own.
    statuses: SUPERVISORS,
    json: () => ({ atajo: "hola", texto: "Hola {nombre}", de_equipo: true }),
  },
  "PATCH /api/respuestas/:id": {
    statuses: SUPERVISORS,
    json: () => ({ texto: "Buenas" }),
  },
  "DELETE /api/respuestas/:id": { statuses: SUPERVISORS },
  "GET /api/resumen": { statuses: SUPERVISORS },
  "GET /api/plantillas": { statuses: EVERY_AGENT },
  "POST /api/conversaciones": {
    // Who has it gets it, whoever may see it too; the others learn only that it is somebody's.
    statuses: [401, 200, 409, 403, 200],
    json: ({ key }) => ({ numero: key }),
  },
  "GET /api/buscar": { statuses: [401, 422, 422, 403, 422] },
  "GET /api/conversacion/:key/archivos": { statuses: WHO_MAY_SEE_IT },
  "GET /api/conversacion/:key/sitio": { statuses: WHO_MAY_SEE_IT },
  "GET /api/lineas": { statuses: SUPERVISORS },
  "POST /api/lineas": {
    statuses: SUPERVISORS,
    json: () => ({
      numero: "+573159998877",
      nombre: "Sede norte",
      account_sid: `AC${"9".repeat(32)}`,
      auth_token: "a-token-of-it",
    }),
  },
  "PUT /api/lineas/:id/credenciales": {
    // The first line's are in the environment.
    statuses: [401, 403, 403, 403, 409],
    json: () => ({ auth_token: "another-token-of-it" }),
  },
  "GET /api/auditoria": { statuses: SUPERVISORS },
  "GET /health/detail": { statuses: SUPERVISORS },
  "GET /api/atascos": { statuses: SUPERVISORS },
  "POST /api/atascos/reprocesar": { statuses: SUPERVISORS, json: () => ({}) },
  "POST /api/atascos/liberar": {
    // Nothing is stopped.
    statuses: [401, 403, 403, 403, 404],
    json: () => ({ tipo: "fetch_media", conversacion: crypto.randomUUID() }),
  },
};

/** Knocks at a door, and answers with what came back. An event stream is left at once. */
export async function knock(
  name: string | null,
  route: string,
  house: House,
): Promise<{ status: number; text: string }> {
  const [method, pattern] = route.split(" ") as [string, string];
  const { json, body } = RULES[route]!;
  const path = pattern.replace(":key", house.key)
    .replace("mensajes/:id", `mensajes/${house.messageId}`)
    .replace("agentes/:id", `agentes/${house.eva}`)
    .replace("lineas/:id", "lineas/1")
    .replace("etiquetas/:id", "etiquetas/1")
    .replace("respuestas/:id", "respuestas/1");
  const headers = new Headers();
  if (name) {
    headers.set("Authorization", `Bearer ${await house.inbox.token(name)}`);
  }
  const response = await fetch(house.inbox.url + path, {
    method,
    headers,
    body: json ? JSON.stringify(json(house)) : body?.(),
  });
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("text/event-stream")) {
    return { status: response.status, text: await response.text() };
  }
  await response.body?.cancel();
  return { status: response.status, text: "" };
}
