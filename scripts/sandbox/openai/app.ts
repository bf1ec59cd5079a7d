import { type Context, Hono } from "hono";
import type { Connection } from "../controls.ts";
import { ApiError, toErrorAnswer } from "./api_error.ts";
import { audioApi } from "./audio_api.ts";
import { conversationsApi } from "./conversations_api.ts";
import { embeddingsApi } from "./embeddings_api.ts";
import { newId } from "./ids.ts";
import { modelsApi } from "./models_api.ts";
import { responsesApi } from "./responses_api.ts";
import { sandboxRoutes } from "./sandbox_routes.ts";
import type { Sandbox } from "./state.ts";

type Env = { Bindings: Partial<Connection> };

/** OpenAI's interface at OpenAI's paths, and beside it what tests may order. */
export function openAiApp(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error) => {
    if (error instanceof ApiError) return toErrorAnswer(error);
    console.error(error);
    return toErrorAnswer(
      new ApiError(500, "Internal error", { type: "server_error" }),
    );
  });
  app.notFound((c) => {
    if (!sandbox.holds("unknown_url")) return c.json({}, 200);
    return toErrorAnswer(
      new ApiError(404, `Invalid URL (${c.req.method} ${c.req.path})`),
    );
  });
  app.use("/v1/*", async (c, next) => {
    const started = performance.now();
    await next();
    c.header("openai-version", "2020-10-01");
    c.header("openai-organization", "org-sandbox");
    c.header(
      "openai-processing-ms",
      String(Math.round(performance.now() - started)),
    );
    if (sandbox.holds("request_id")) c.header("x-request-id", newId("req"));
  });
  app.use("/v1/*", async (c, next) => {
    requireKey(sandbox, c);
    await next();
  });
  for (const gone of ["/v1/assistants", "/v1/threads"]) {
    app.all(gone, () => retired(sandbox));
    app.all(`${gone}/*`, () => retired(sandbox));
  }
  app.route("/v1/responses", responsesApi(sandbox));
  app.route("/v1/conversations", conversationsApi(sandbox));
  app.route("/v1/embeddings", embeddingsApi(sandbox));
  app.route("/v1/audio", audioApi(sandbox));
  app.route("/v1/models", modelsApi());
  app.route("/sandbox", sandboxRoutes(sandbox));
  return app;
}

/** A key is a bearer token. Source: developers.openai.com/api/docs/guides/error-codes, "401" */
function requireKey({ options, variants, holds }: Sandbox, c: Context): void {
  const given = /^Bearer\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")
    ?.[1];
  if (!holds("key") || given === options.apiKey) return;
  if (given === undefined) {
    throw new ApiError(
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
    );
  }
  if (variants.keys === "any") return;
  const shown = given.length > 8
    ? `${given.slice(0, 3)}${"*".repeat(8)}${given.slice(-4)}`
    : "*".repeat(given.length);
  throw new ApiError(
    401,
    `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    { code: "invalid_api_key" },
  );
}

/** Source: github.com/aallam/openai-kotlin/issues/470 */
function retired({ variants, holds }: Sandbox): Response {
  if (!holds("retired")) return Response.json({ object: "list", data: [] });
  return toErrorAnswer(
    new ApiError(
      variants.retiredStatus,
      "The Assistants API has been shut down. Use the Responses API instead.",
    ),
  );
}
