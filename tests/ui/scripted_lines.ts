import { Hono } from "hono";
import type { LineAnswer } from "../../wix-site/lib/chat/list_answers.ts";

/** The lines of the scripted clinic. */
export function clinicLines(): LineAnswer[] {
  return [
    scriptedLine(1, "+573153369631", {
      nombre: "Sede norte",
      credenciales: "entorno",
    }),
    scriptedLine(2, "+573001112222", { nombre: "Sede sur" }),
  ];
}

/** A line that works, but for what is said. */
export function scriptedLine(
  id: number,
  numero: string,
  part: Partial<LineAnswer>,
): LineAnswer {
  const webhook = "https://inbox.example/webhook/twilio";
  return {
    id,
    numero,
    nombre: null,
    configured: true,
    credenciales: "guardadas",
    estado: "activa",
    motivo: null,
    webhooks: { mensajes: webhook, estados: `${webhook}/status` },
    ...part,
  };
}

/** The three doors of the lines, as strict as the companion's own about what they are given. */
export function scriptedLines(
  { team: { lines }, acts }: {
    team: { lines: LineAnswer[] };
    acts: { path: string; body: Record<string, unknown> }[];
  },
): Hono {
  return new Hono()
    .get("/api/lineas", (c) => c.json({ success: true, lineas: lines }))
    .post("/api/lineas", async (c) => {
      const body = await c.req.json();
      acts.push({ path: "lineas", body });
      const numero = String(body.numero ?? "").replace(/[\s()-]/g, "");
      const field = !/^\+?[1-9]\d{6,14}$/.test(numero)
        ? "numero"
        : !body.nombre
        ? "nombre"
        : !/^AC[0-9a-f]{32}$/i.test(body.account_sid ?? "")
        ? "account_sid"
        : wrongToken(body);
      if (field) return c.json(invalid(field), 422);
      if (lines.some((line) => line.numero === numero)) {
        return c.json({ success: false, error: "", code: "line_exists" }, 409);
      }
      const { nombre } = body;
      const linea = scriptedLine(lines.length + 1, numero, { nombre });
      lines.push(linea);
      return c.json({ success: true, linea });
    })
    .put("/api/lineas/:id/credenciales", async (c) => {
      const body = await c.req.json();
      acts.push({ path: "credenciales", body });
      const linea = lines.find(({ id }) => `${id}` === c.req.param("id"))!;
      if (linea.id === 1) {
        const code = "set_elsewhere";
        return c.json({ success: false, error: "", code }, 409);
      }
      const field = wrongToken(body);
      if (field) return c.json(invalid(field), 422);
      const mended = scriptedLine(linea.id, linea.numero, {
        nombre: linea.nombre,
      });
      Object.assign(linea, mended);
      return c.json({ success: true, linea });
    });
}

function wrongToken({ auth_token: token }: Record<string, unknown>) {
  return /^\S{8,200}$/.test(String(token ?? "")) ? null : "auth_token";
}

function invalid(field: string) {
  const error = "Hay un dato que no es válido.";
  return { success: false, error, code: "invalid", field };
}
