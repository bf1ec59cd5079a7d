import { type Context, Hono } from "hono";
import type {
  ActRow,
  ThreadEvent,
  ThreadEventKind,
} from "../../wix-site/lib/chat/acts_answers.ts";
import { refuse } from "./scripted_answers.ts";
import { addMessage, type ScriptedConversation } from "./scripted_inbox.ts";
import { scriptedLines } from "./scripted_lines.ts";
import type { ScriptedTeam } from "./scripted_team.ts";

/** What the acts work on. */
export interface ActsHouse {
  inbox: Map<string, ScriptedConversation>;
  team: ScriptedTeam;
  /** What was asked to be done, by path, with its body. */
  acts: { path: string; body: Record<string, unknown> }[];
  changed(one: ScriptedConversation): void;
  take(id: string): void;
}

/** What happened in a conversation, as the thread tells it. */
export function happen(
  one: ScriptedConversation,
  tipo: ThreadEventKind,
  part: Partial<ThreadEvent> = {},
): void {
  one.events.push({
    id: crypto.randomUUID(),
    tipo,
    fecha: new Date().toISOString(),
    por: "Ana Restrepo",
    por_id: 1,
    texto: null,
    datos: {},
    ...part,
  });
  one.row.version++;
}

/** The acts on conversations and the team's things, as `api5` of the interface says. */
export function scriptedActs(house: ActsHouse): Hono {
  const app = new Hono();
  const { inbox, team, acts } = house;

  async function bodyOf(c: Context): Promise<Record<string, unknown>> {
    const body = await c.req.json();
    acts.push({ path: c.req.path.replace(/^.*\//, ""), body });
    return body;
  }

  function onOne(
    path: string,
    act: (one: ScriptedConversation, body: Record<string, unknown>) => void,
  ) {
    app.post(`/api/conversacion/:id/${path}`, async (c) => {
      const one = inbox.get(c.req.param("id"));
      if (!one) return refuse(c, 403, "not_assigned");
      act(one, await bodyOf(c));
      one.row.version++;
      house.changed(one);
      return c.json({ success: true });
    });
  }

  const rowOf = (one: ScriptedConversation) => one.row as ActRow;
  app.post("/api/conversacion/:id/asignar", async (c) => {
    await bodyOf(c);
    house.take(c.req.param("id"));
    return c.json({ success: true });
  });
  onOne("aceptar", (one) => {
    rowOf(one).traspaso = null;
    happen(one, "aceptada");
  });
  app.post("/api/conversacion/:id/devolver", async (c) => {
    await bodyOf(c);
    house.take(c.req.param("id"));
    return c.json({ success: true });
  });
  onOne("bot", (one, { activo, despedida }) => {
    if (despedida) {
      addMessage(one, { body: String(despedida), direction: "outbound" });
    }
    one.row.stopBot = !activo;
    happen(one, activo ? "bot_activo" : "bot_pausado");
  });
  onOne("cerrar", (one) => {
    one.row.estado = "closed";
    happen(one, "cerrada");
  });
  onOne("reabrir", (one) => {
    one.row.estado = "open";
    happen(one, "reabierta");
  });
  onOne("posponer", (one, { hasta }) => {
    const until = hasta as string | null;
    rowOf(one).pospuesta_hasta = until;
    happen(one, until ? "pospuesta" : "retomada", {
      datos: until ? { hasta: until } : {},
    });
  });
  onOne("fijar", (one, { fijada }) => {
    rowOf(one).fijada = Boolean(fijada);
  });
  onOne("etiquetas", (one, { etiquetas }) => {
    const before = rowOf(one).etiquetas ?? [];
    const after = etiquetas as number[];
    const names = (ids: readonly number[]) =>
      ids.map((id) => team.labels.find((label) => label.id === id)!.nombre);
    rowOf(one).etiquetas = after;
    happen(one, "etiquetas", {
      datos: {
        mas: names(after.filter((id) => !before.includes(id))),
        menos: names(before.filter((id) => !after.includes(id))),
      },
    });
  });
  onOne(
    "notas",
    (one, { texto, menciones }) =>
      happen(one, "nota", {
        texto: String(texto),
        datos: { menciones: menciones as number[] },
      }),
  );
  return app
    .patch("/api/conversacion/:id", async (c) => {
      const one = inbox.get(c.req.param("id"));
      if (!one) return refuse(c, 403, "not_assigned");
      const { nombre, observaciones } = await bodyOf(c);
      if (typeof nombre === "string") {
        happen(one, "nombre", {
          datos: { antes: one.row.nombre, ahora: nombre },
        });
        one.row.nombre = nombre;
      }
      if (typeof observaciones === "string") {
        one.row.observaciones = observaciones;
        one.row.version++;
      }
      house.changed(one);
      return c.json({ success: true });
    })
    .post("/api/conversacion/:id/presencia", async (c) => {
      await bodyOf(c);
      return c.json({ success: true });
    })
    .post("/api/conversacion/:id/borrar", async (c) => {
      await bodyOf(c);
      house.take(c.req.param("id"));
      return c.json({ success: true });
    })
    .get(
      "/api/conversacion/:id/asignaciones",
      (c) => c.json({ success: true, asignaciones: team.decisions }),
    )
    .get(
      "/api/conversacion/:id/sitio",
      (c) => c.json({ success: true, ...team.site }),
    )
    .get("/api/conversacion/:id/archivos", (c) => {
      const one = inbox.get(c.req.param("id"));
      const archivos = (one?.messages ?? []).toReversed().flatMap((message) =>
        message.media.map((media) => ({
          message_id: message.id,
          position: message.position,
          fecha: message.date_sent,
          media,
        }))
      );
      return c.json({ success: true, archivos, siguiente: null });
    })
    .get("/api/exportar", (c) => c.json({ success: true }))
    .get(
      "/api/menciones",
      (c) => c.json({ success: true, menciones: team.mentions }),
    )
    .post("/api/menciones/leidas", (c) => {
      for (const one of team.mentions) one.leida = true;
      return c.json({ success: true });
    })
    .get("/api/resumen", (c) => c.json({ success: true, ...team.summary }))
    .route("/", scriptedLines(house))
    .patch("/api/agentes/:id", async (c) => {
      const agent = team.agents.find(({ id }) => `${id}` === c.req.param("id"));
      if (!agent) return refuse(c, 404, "not_found");
      const { repartir, ...change } = await bodyOf(c);
      Object.assign(agent, change);
      if (repartir) agent.abiertas = 0;
      return c.json({ success: true });
    })
    .get("/api/agentes", (c) => c.json({ success: true, agentes: team.agents }))
    .get(
      "/api/etiquetas",
      (c) => c.json({ success: true, etiquetas: team.labels }),
    )
    .get(
      "/api/plantillas",
      (c) => c.json({ success: true, plantillas: team.templates }),
    )
    .get(
      "/api/respuestas",
      (c) => c.json({ success: true, respuestas: team.replies }),
    )
    .post("/api/respuestas", async (c) => {
      const { atajo, texto, de_equipo } = await bodyOf(c);
      team.replies.push({
        id: team.replies.length + 1,
        atajo: String(atajo),
        texto: String(texto),
        de_equipo: Boolean(de_equipo),
      });
      return c.json({ success: true });
    })
    .delete("/api/respuestas/:id", (c) => {
      const at = team.replies.findIndex(({ id }) =>
        `${id}` === c.req.param("id")
      );
      if (at < 0) return refuse(c, 404, "not_found");
      team.replies.splice(at, 1);
      return c.json({ success: true });
    })
    .post("/api/conversaciones", async (c) => {
      const { numero } = await bodyOf(c);
      const digits = String(numero).replace(/\D/g, "");
      const known = [...inbox.values()].find(({ row }) =>
        row.numero === digits
      );
      if (!known) return refuse(c, 409, "conflict");
      const { id } = known.row;
      return c.json({ success: true, id, key: digits, existente: true });
    });
}
