import { Hono } from "hono";
import { ApiError } from "./api_error.ts";
import { MODELS } from "./models.ts";

/** The models of the project. Source: openai/resources/models.d.ts */
export function modelsApi(): Hono {
  return new Hono()
    .get("/", (c) => c.json({ object: "list", data: MODELS.map(describe) }))
    .get("/:model", (c) => {
      const name = c.req.param("model");
      if (MODELS.includes(name)) return c.json(describe(name));
      throw new ApiError(404, `The model '${name}' does not exist`, {
        param: "model",
        code: "model_not_found",
      });
    });
}

const CREATED = 1_700_000_000;

function describe(id: string) {
  return { id, object: "model", created: CREATED, owned_by: "system" };
}
