import { Hono } from "hono";
import { isPowerful } from "../data/caller.ts";
import type { DataEnv } from "../data/data_request.ts";
import type { Rules } from "../rules.ts";
import type { Variants } from "../variants.ts";
import { refusal } from "../vendor_refusal.ts";

const SECRETS = "/_api/cloud-secrets-vault-server/api/v1/secrets";

/** The Secrets Manager: for administrators and the elevated backend. A secret's id is its name here. */
export function secretRoutes({ secrets, database: { variants, rules } }: {
  secrets: Map<string, string>;
  database: { variants: Variants; rules: Rules };
}): Hono<DataEnv> {
  const app = new Hono<DataEnv>();
  for (const path of [SECRETS, `${SECRETS}/*`]) {
    app.use(path, async (c, next) => {
      const { caller } = c.var;
      if (!isPowerful(caller) && rules.has("administration")) {
        return refusal(403, "PERMISSION_DENIED");
      }
      await next();
    });
  }

  app.get(`${SECRETS}/name/:name`, (c) => {
    const value = secrets.get(c.req.param("name"));
    if (value === undefined) return refusal(404, "SECRET_NOT_FOUND");
    return c.json(variants.secretShape === "text" ? value : { value });
  });
  app.get(SECRETS, (c) =>
    c.json({
      secrets: Array.from(secrets.keys(), (name) => ({ id: name, name })),
    }));
  app.post(SECRETS, async (c) => {
    const { secret } = await c.req.json();
    const name = String(secret?.name ?? "");
    if (name === "") return refusal(400, "INVALID_NAME");
    if (secrets.has(name)) return refusal(409, "SECRET_ALREADY_EXISTS");
    secrets.set(name, String(secret.value ?? ""));
    return c.json({ id: name });
  });
  app.patch(`${SECRETS}/:id`, async (c) => {
    const id = c.req.param("id");
    if (!secrets.has(id)) return refusal(404, "SECRET_NOT_FOUND");
    const { secret } = await c.req.json();
    secrets.set(id, String(secret?.value ?? ""));
    return c.json({});
  });
  app.delete(`${SECRETS}/:id`, (c) => {
    const isGone = secrets.delete(c.req.param("id"));
    return isGone ? c.json({}) : refusal(404, "SECRET_NOT_FOUND");
  });
  return app;
}
