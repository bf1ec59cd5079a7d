import { type Context, Hono } from "hono";
import type { Connection } from "../controls.ts";
import { ApiError, invalid, notFound, refusalFor } from "./api_error.ts";
import { gatherContext, requirePrefix } from "./context.ts";
import { countInput, type Draft, draftResponse } from "./draft.ts";
import { eventStream } from "./event_stream.ts";
import { generate, type Generation } from "./generation.ts";
import { toPage } from "./paging.ts";
import { readJson } from "./read_json.ts";
import type { CreateResponse } from "./response_schema.ts";
import type { Sandbox, StoredResponse } from "./state.ts";

type Env = { Bindings: Partial<Connection> };

/** Responses: create, retrieve, stream, cancel, delete, input items, token counts. */
export function responsesApi(sandbox: Sandbox): Hono<Env> {
  return new Hono<Env>()
    .post("/", async (c) => {
      const draft = draftResponse(sandbox, await readJson(c));
      const generation = generate(sandbox, draft);
      if (draft.request.stream) {
        return streamAnswer(c, { sandbox, draft, generation });
      }
      if (draft.request.background && sandbox.holds("background")) {
        return c.json(draft.response, 200, draft.headers);
      }
      const ended = await generation.ended;
      if (!ended) return refusalFor(503);
      const { error } = ended;
      if (!error) return c.json(ended, 200, draft.headers);
      throw new ApiError(
        error.code === "rate_limit_exceeded" ? 429 : 500,
        error.message,
        { type: "server_error", code: error.code },
      );
    })
    .post("/input_tokens", async (c) => {
      const request = await readJson(c) as unknown as CreateResponse;
      const context = gatherContext(sandbox, request);
      return c.json({
        object: "response.input_tokens",
        input_tokens: countInput(request, context),
      });
    })
    .get("/:id", (c) => {
      const { response } = find(sandbox, c.req.param("id"));
      if (c.req.query("stream") !== "true") return c.json(response);
      return streamAgain(c, sandbox);
    })
    .get("/:id/input_items", (c) => {
      const { input } = find(sandbox, c.req.param("id"));
      return c.json(toPage(sandbox, input, c.req.query()));
    })
    .post("/:id/cancel", (c) => {
      const stored = find(sandbox, c.req.param("id"));
      return c.json(cancel(sandbox, stored));
    })
    .delete("/:id", (c) => {
      const { response: { id } } = find(sandbox, c.req.param("id"));
      sandbox.generations.get(id)?.stop();
      sandbox.generations.delete(id);
      sandbox.responses.delete(id);
      sandbox.changed();
      return c.json({ id, object: "response", deleted: true });
    });
}

function find(sandbox: Sandbox, id: string): StoredResponse {
  requirePrefix(sandbox, { param: "response_id", id, prefix: "resp" });
  const found = sandbox.responses.get(id);
  if (!found) throw notFound("Response", id);
  return found;
}

function streamAnswer(
  c: Context<Env>,
  { sandbox, draft, generation }: {
    sandbox: Sandbox;
    draft: Draft;
    generation: Generation;
  },
): Response {
  const mayStop = !draft.request.background && sandbox.holds("stream_abort");
  const events = eventStream(generation, {
    after: -1,
    cutAfter: draft.scripted.cutAfter ?? null,
    hangUp: () => c.env.hangUp?.(),
    onBroken() {
      if (mayStop && sandbox.variants.brokenStream === "stops") {
        generation.stop();
      }
    },
  });
  return new Response(events, {
    headers: { ...SERVER_SENT, ...draft.headers },
  });
}

/**
 * Takes a stream up again, from its beginning or after an event.
 * Source: github.com/openai/openai-python/issues/2579
 */
function streamAgain(c: Context<Env>, sandbox: Sandbox): Response {
  const generation = sandbox.generations.get(c.req.param("id") ?? "");
  if (!generation) {
    if (!sandbox.holds("background_stream")) return new Response("");
    throw invalid(
      "stream",
      "This response cannot be streamed because it was not created with background=true.",
      "invalid_request_error",
    );
  }
  const events = eventStream(generation, {
    after: Number(c.req.query("starting_after") ?? -1),
    cutAfter: null,
    hangUp() {},
    onBroken() {},
  });
  return new Response(events, { headers: SERVER_SENT });
}

const SERVER_SENT = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache",
};

/** Stops what runs in the background; what has ended stays as it is. */
function cancel(sandbox: Sandbox, stored: StoredResponse) {
  const { response } = stored;
  if (!response.background && sandbox.holds("background_cancel")) {
    throw invalid(null, "Cannot cancel a synchronous response.");
  }
  const isOver = response.status !== "queued" &&
    response.status !== "in_progress";
  if (isOver) return response;
  sandbox.generations.get(response.id)?.stop();
  stored.response = { ...response, status: "cancelled" };
  sandbox.changed();
  return stored.response;
}
