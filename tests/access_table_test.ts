import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { allRoutes } from "./access_routes.ts";
import { type Inbox, startInbox } from "./inbox.ts";

const KEY = "573330000001";

/** Nobody, who has the conversation, another agent, a paused one, a supervisor. */
type Statuses = [
  nobody: number,
  owner: number,
  other: number,
  paused: number,
  supervisor: number,
];

const EVERY_AGENT: Statuses = [401, 200, 200, 403, 200];
const WHO_MAY_SEE_IT: Statuses = [401, 200, 403, 403, 200];
const SUPERVISORS: Statuses = [401, 403, 403, 403, 200];

interface Rule {
  statuses: Statuses;
  json?: (house: House) => unknown;
  body?: () => BodyInit;
}

interface House {
  inbox: Inbox;
  ana: number;
  eva: number;
  messageId: string;
}

const RULES: Record<string, Rule> = {
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
  "POST /api/conversacion/:key/borrar": {
    // Not confirmed: the others still need it.
    statuses: [401, 403, 403, 403, 422],
    json: () => ({ confirm: "" }),
  },
  "GET /api/recibos/:id": { statuses: [401, 403, 403, 403, 422] },
  "POST /api/enviar-mensaje": {
    statuses: WHO_MAY_SEE_IT,
    json: () => ({ to: KEY, message: "Hola" }),
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

describe("each door of the agents' interface", () => {
  let house: House;
  beforeAll(async () => {
    const inbox = await startInbox({ agents: ["ana", "luis", "eva"] });
    for (const name of ["luis", "eva"]) await inbox.pause(name, true);
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Hola" });
    await inbox.pause("luis", false);
    const { json } = await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();
    house = {
      inbox,
      ana: await inbox.agentId("ana"),
      eva: await inbox.agentId("eva"),
      messageId: json.message_id,
    };
  });
  afterAll(async () => await house.inbox[Symbol.asyncDispose]());

  async function statusFor(name: string | null, route: string, rule: Rule) {
    const [method, pattern] = route.split(" ") as [string, string];
    const { inbox } = house;
    const path = pattern.replace(":key", KEY)
      .replace("mensajes/:id", `mensajes/${house.messageId}`)
      .replace("agentes/:id", `agentes/${house.eva}`)
      .replace("lineas/:id", "lineas/1");
    const headers = new Headers();
    if (name) headers.set("Authorization", `Bearer ${await inbox.token(name)}`);
    const response = await fetch(inbox.url + path, {
      method,
      headers,
      body: rule.json ? JSON.stringify(rule.json(house)) : rule.body?.(),
    });
    await response.body?.cancel();
    return response.status;
  }

  it("has a rule of who may pass", () => {
    const doors = allRoutes().filter((route) =>
      route.includes(" /api/") || route === "GET /health/detail"
    );

    assertEquals(Object.keys(RULES).sort(), doors);
  });

  for (const [route, rule] of Object.entries(RULES)) {
    it(`keeps it: ${route}`, async () => {
      const statuses = [];
      for (const name of [null, "ana", "luis", "eva", "sofia"]) {
        statuses.push(await statusFor(name, route, rule));
      }

      assertEquals(statuses, rule.statuses);
    });
  }
});
