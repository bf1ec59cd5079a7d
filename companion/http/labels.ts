import { Hono } from "hono";
import { LABEL_COLORS, type LabelColor } from "../../shared/label_colors.ts";
import { Refusal } from "../../shared/refusal.ts";
import { changeLabel, createLabel, dropLabel } from "../inbox/keep_labels.ts";
import { type Label, readLabels, readLabelUses } from "../store/labels.ts";
import { onlySupervisor } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { idInPath } from "./id_in_path.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const MAX_NAME_LENGTH = 40;

/** What the team sorts its conversations by. Everybody sees them, supervisors make them. */
export function labelRoutes(context: HttpContext) {
  const { sql } = context;
  const guard = signedIn(context);
  return new Hono<SignedIn>()
    .get("/etiquetas", guard, async (c) => {
      // How many conversations there are of something is not for those who see only their own.
      const uses = c.var.agent.role === "supervisor"
        ? await readLabelUses(sql)
        : null;
      const labels = await readLabels(sql);
      return c.json({
        success: true,
        etiquetas: labels.map((label) => ({
          ...toAnswer(label),
          ...(uses ? { usos: uses.get(label.id) ?? 0 } : {}),
        })),
      });
    })
    .post("/etiquetas", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const { nombre, color } = await readJson(c);
      const label = await createLabel(sql, {
        name: parseName(nombre),
        color: parseColor(color),
      });
      return c.json({ success: true, etiqueta: toAnswer(label) });
    })
    .patch("/etiquetas/:id", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const { nombre, color } = await readJson(c);
      const label = await changeLabel(sql, idInPath(c), {
        ...(nombre === undefined ? {} : { name: parseName(nombre) }),
        ...(color === undefined ? {} : { color: parseColor(color) }),
      });
      return c.json({ success: true, etiqueta: toAnswer(label) });
    })
    .delete("/etiquetas/:id", guard, async (c) => {
      onlySupervisor(c.var.agent);
      await dropLabel(sql, idInPath(c));
      return c.json({ success: true });
    });
}

function parseName(name: unknown): string {
  const text = typeof name === "string" ? name.trim().replace(/\s+/g, " ") : "";
  if (text !== "" && text.length <= MAX_NAME_LENGTH) return text;
  throw new Refusal(
    "invalid",
    `Cannot label: "nombre" must be 1 to ${MAX_NAME_LENGTH} characters`,
    "nombre",
  );
}

function parseColor(color: unknown): LabelColor {
  const known = LABEL_COLORS.find((each) => each === color);
  if (known) return known;
  throw new Refusal(
    "invalid",
    `Cannot label: "color" must be one of ${LABEL_COLORS.join(", ")}`,
    "color",
  );
}

function toAnswer({ id, name, color }: Label) {
  return { id, nombre: name, color };
}
