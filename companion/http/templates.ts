import { Hono } from "hono";
import { readLines } from "../store/lines.ts";
import {
  readTemplates,
  readTemplatesReadAt,
  type Template,
} from "../store/templates.ts";
import type { HttpContext } from "./context.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

/** Texts to open conversations with, as last read from the provider: also with it away. */
export function templateRoutes(context: HttpContext) {
  const { sql, templates: reader } = context;
  return new Hono<SignedIn>()
    .get("/plantillas", signedIn(context), async (c) => {
      const isAsked = c.req.query("actualizar") === "1";
      if (isAsked || await readTemplatesReadAt(sql) === null) {
        await reader.refresh();
      }
      const [templates, lines, readAt] = await Promise.all([
        readTemplates(sql),
        readLines(sql),
        readTemplatesReadAt(sql),
      ]);
      const linesOf = Map.groupBy(lines, ({ accountSid }) => accountSid);
      return c.json({
        success: true,
        plantillas: templates.filter(({ accountSid }) =>
          linesOf.has(accountSid)
        ).map((template) => ({
          ...toAnswer(template),
          lineas: linesOf.get(template.accountSid)!.map(({ id }) => id),
        })),
        actualizado: readAt?.toISOString() ?? null,
      });
    });
}

function toAnswer(template: Template) {
  return {
    id: template.id,
    nombre: template.name,
    idioma: template.language,
    cuerpo: template.body,
    variables: template.variables,
    botones: template.buttons,
    categoria: template.category,
    estado: template.status,
    tipo: template.type,
  };
}
