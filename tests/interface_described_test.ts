import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { allRoutes } from "./access_routes.ts";
import { callWebhook } from "./door_webhook.ts";
import { type Inbox, startInbox } from "./inbox.ts";

const KEY = "573440000001";

// deno-lint-ignore no-explicit-any -- a document of somebody else's shape
type Json = any;

describe("the description of the HTTP interface", () => {
  let inbox: Inbox;
  let document: Json;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana"] });
    document = (await inbox.as(null, "/openapi.json")).json;
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  it("has every door of the companion, and no other", () => {
    const described = Object.entries(document.paths as Json).flatMap((
      [path, methods],
    ) =>
      Object.keys(methods as Json).map((method) =>
        `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`
      )
    );

    assertEquals(document.openapi, "3.1.0");
    assertEquals(described.sort(), allRoutes());
  });

  it("says of each door what it is for, who may pass and how it refuses", () => {
    const bare = Object.entries(document.paths as Json).flatMap((
      [path, methods],
    ) =>
      Object.values(methods as Json).filter((door: Json) => {
        const isSignedIn = path.startsWith("/api/") ||
          path === "/health/detail";
        return !door.summary || !door.tags?.length ||
          Boolean(door.security?.length) !== isSignedIn ||
          isSignedIn && !(door.responses[401] && door.responses[403]);
      }).map(() => path)
    );

    assertEquals(bare, []);
    assertEquals(document.components.securitySchemes.member.scheme, "bearer");
  });

  it("is what the doors really answer, field by field", async () => {
    const answers = await everyAnswer(inbox);
    const wrong = answers.flatMap(({ route, status, json }) => {
      const [method, path] = route.split(" ") as [string, string];
      const answer = document.paths[path]?.[method]?.responses?.[status];
      const schema = answer?.content?.["application/json"]?.schema;
      if (!schema) return [`${route} ${status} is not described`];
      const isRight = validator(document, schema);
      if (isRight(json)) return [];
      return [`${route} ${status}: ${JSON.stringify(isRight.errors)}`];
    });

    assertEquals(wrong, []);
    assertEquals(new Set(answers.map(({ route }) => route)).size > 15, true);
  });

  it("is held to by a check that sees what is missing and what is too much", () => {
    const isRefusal = validator(document, {
      $ref: "#/components/schemas/Refusal",
    });
    const refusal = { success: false, error: "No", code: "invalid" };

    assertEquals(
      [refusal, { ...refusal, more: 1 }, { ...refusal, code: null }, {}]
        .map((answer) => isRefusal(answer)),
      [true, false, false, false],
    );
  });

  it("is drawn as a page that loads nothing from elsewhere", async () => {
    const page = await inbox.as(null, "/docs");
    const parts = [...(page.json as unknown as string).matchAll(
      /(?:src|href)="([^"]+)"/g,
    )].map(([, address]) => address!);
    const answers = await Promise.all(
      parts.map((part) => inbox.as(null, part)),
    );
    const outside = await inbox.as(null, "/docs/package.json");
    const above = await inbox.as(null, "/docs/..%2fpackage.json");
    const inherited = await inbox.as(null, "/docs/constructor");

    assertEquals(parts.filter((part) => !part.startsWith("/docs/")), []);
    assertEquals(answers.map(({ status }) => status), parts.map(() => 200));
    assertEquals(
      [outside.status, above.status, inherited.status],
      [404, 404, 404],
    );
  });
});

interface Answered {
  route: string;
  status: number;
  json: unknown;
}

type Ask = (
  route: string,
  name: string | null,
  init?: Parameters<Inbox["as"]>[2] & { path?: string },
) => Promise<Json>;

/** What is done to a conversation as a whole; each once, and once wrongly. */
async function everyAct(ask: Ask): Promise<void> {
  const acts: [name: string, json: unknown][] = [
    ["cerrar", {}],
    ["reabrir", {}],
    ["posponer", { hasta: new Date(Date.now() + 60_000).toISOString() }],
    ["posponer", { hasta: "mañana" }],
    ["aceptar", {}],
    ["devolver", {}],
    ["bot", { activo: false }],
    ["bot", { activo: true, despedida: "Hasta luego" }],
    ["bot", {}],
    ["fijar", { fijada: true }],
    ["fijar", { fijada: "sí" }],
    ["presencia", { escribiendo: true }],
    ["presencia", {}],
    ["etiquetas", { etiquetas: [] }],
    ["etiquetas", { etiquetas: [99] }],
    ["notas", { id: crypto.randomUUID(), texto: "Una nota" }],
    ["notas", { id: crypto.randomUUID(), texto: "" }],
  ];
  for (const [name, json] of acts) {
    await ask(`post /api/conversacion/{key}/${name}`, "ana", { json });
    await ask("get /api/conversacion/{key}", "ana");
  }
  for (const nombre of ["Marta Ruiz", ""]) {
    await ask("patch /api/conversacion/{key}", "ana", { json: { nombre } });
  }
  await ask("get /api/menciones", "ana");
  await ask("post /api/menciones/leidas", "ana", { json: {} });
}

/** Goes through every door that answers JSON, as whom it is for, and is refused at some. */
async function everyAnswer(inbox: Inbox): Promise<Answered[]> {
  const answers: Answered[] = [];
  const ask: Ask = async (route, name, { path, ...init } = {}) => {
    const [method, pattern] = route.split(" ") as [string, string];
    const asked = path ?? pattern.replace("{key}", KEY);
    const { status, json } = await inbox.as(name, asked, {
      method: method.toUpperCase(),
      ...init,
    });
    answers.push({ route, status, json });
    return json;
  };
  const form = new FormData();
  form.set("archivo", new File(["Hola"], "a.txt", { type: "text/plain" }));

  await everyKindOfMessage(inbox);
  const upload = await ask("post /api/archivos", "ana", { body: form });
  const sent = await ask("post /api/enviar-mensaje", "ana", {
    json: { to: KEY, message: "Buenos días", media_url: upload.media_url },
  });
  await inbox.settle();
  await ask("get /health", null);
  for (const name of ["ana", "sofia", null]) {
    await ask("get /api/session", name);
    await ask("get /api/conversaciones", name);
    await ask("get /api/conversacion/{key}", name);
    await ask("get /api/agentes", name);
    await ask("get /api/atascos", name);
    await ask("get /api/exportar", name, {
      path: `/api/exportar?conversacion=${KEY}`,
    });
    await ask("get /health/detail", name);
    await ask("get /api/lineas", name);
    await ask("get /api/etiquetas", name);
    await ask("get /api/respuestas", name);
    await ask("get /api/conversacion/{key}/sitio", name);
    await ask("get /api/conversacion/{key}/archivos", name);
    await ask("get /api/buscar", name, { path: "/api/buscar?q=hola" });
    await ask("get /api/plantillas", name);
    await ask("get /api/resumen", name);
    await ask("get /api/auditoria", name);
  }
  await ask("get /api/conversacion/{key}/asignaciones", "ana");
  await ask("post /api/conversacion/{key}/leido", "ana", { json: {} });
  const ana = await inbox.agentId("ana");
  for (const agente of [ana, "x"]) {
    await ask("post /api/conversacion/{key}/asignar", "ana", {
      json: { agente },
    });
  }
  await everyAct(ask);
  await teamThings(ask);
  for (const numero of ["300 999 1234", KEY, "x"]) {
    await ask("post /api/conversaciones", "ana", { json: { numero } });
  }
  await ask("post /api/enviar-mensaje", "ana", { json: { to: KEY } });
  await ask("post /api/mensajes/{id}/reintentar", "ana", {
    path: `/api/mensajes/${sent.message_id}/reintentar`,
    json: {},
  });
  await ask("post /api/agentes", "sofia", {
    json: { email: "nueva@example.com", nombre: "Nueva" },
  });
  for (const pausado of [true, "x"]) {
    await ask("patch /api/agentes/{id}", "sofia", {
      path: `/api/agentes/${ana}`,
      json: { pausado },
    });
  }
  const line = { nombre: "Norte", account_sid: `AC${"9".repeat(32)}` };
  for (const numero of ["+573159998877", "+573159998877", "x"]) {
    await ask("post /api/lineas", "sofia", {
      json: { ...line, numero, auth_token: "a-token-of-it" },
    });
  }
  for (const id of [1, 2, 99]) {
    await ask("put /api/lineas/{id}/credenciales", "sofia", {
      path: `/api/lineas/${id}/credenciales`,
      json: { auth_token: "another-token" },
    });
  }
  await ask("post /api/atascos/reprocesar", "sofia", { json: {} });
  await ask("post /api/atascos/liberar", "sofia", {
    json: { tipo: "fetch_media", conversacion: crypto.randomUUID() },
  });
  await ask("get /api/auditoria", "sofia", {
    path: "/api/auditoria?antes=x",
  });
  for (const [name, confirm] of [["ana", KEY], ["sofia", ""], ["sofia", KEY]]) {
    const erased = await ask(
      "post /api/conversacion/{key}/borrar",
      name!,
      { json: { confirm } },
    );
    await ask("get /api/recibos/{id}", name!, {
      path: `/api/recibos/${erased.recibo?.id ?? crypto.randomUUID()}`,
    });
  }
  await ask("post /webhook/wix", null, { json: { id: "a" } });
  await ask("get /media/{id}", null, { path: `/media/${crypto.randomUUID()}` });
  await ask("get /docs/{file}", null, { path: "/docs/nada" });
  return answers;
}

/** Labels and quick replies, made, made twice, changed and taken away. */
async function teamThings(
  ask: (
    route: string,
    name: string,
    init: { json?: unknown; path?: string },
  ) => Promise<Json>,
) {
  const reply = { atajo: "hola", texto: "Hola {nombre}", de_equipo: true };
  for (
    const [name, json] of [
      ["etiquetas", { nombre: "Cita", color: "teal" }],
      ["respuestas", reply],
    ] as const
  ) {
    for (const body of [json, json, {}]) {
      await ask(`post /api/${name}`, "sofia", { json: body });
    }
    for (const id of [1, 99]) {
      const path = `/api/${name}/${id}`;
      await ask(`patch /api/${name}/{id}`, "sofia", { path, json });
      await ask(`delete /api/${name}/{id}`, "sofia", { path });
    }
  }
}

async function everyKindOfMessage({ twilio, url, settle }: Inbox) {
  const from = `+${KEY}`;
  const first = await twilio.inbound({ from, body: "Hola" });
  const requests = [
    { media: ["foto"] },
    { latitude: 4.6, longitude: -74.1, label: "Casa", address: "Calle 1" },
    { button: { text: "Sí", payload: "si" } },
    { body: "Esto", quoted: { sid: first.messageSid } },
    { body: "Vi su anuncio", referral: { sourceId: "1", headline: "Oferta" } },
    { body: "Mira", forwarded: true },
    { contact: { name: "Pedro", phone: "+573009998877" } },
    { body: "", messageType: "hologram" },
    { params: { To: "whatsapp:+570000000009" } },
  ];
  for (const request of requests) {
    await twilio.inbound({
      from,
      ...request,
      media: request.media?.map(() => ({
        contentType: "image/png",
        base64: btoa("no picture, but bytes"),
      })),
    });
  }
  await callWebhook({ url }, { params: { From: null } });
  await settle();
}

/** Checks that an answer is as described, and has nothing beside that. */
function validator(document: Json, schema: Json): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(
    closed({ ...schema, components: document.components }) as object,
  );
}

function closed(part: Json): Json {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== "object" || part === null) return part;
  const inner = Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, closed(value)]),
  );
  return part.type === "object" && part.properties &&
      part.additionalProperties === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}
