import { assert, assertEquals, assertRejects } from "@std/assert";
import OpenAI from "openai";
import {
  assertRefused,
  type Case,
  clientOf,
  clientOnce,
  control,
  MODEL,
  type Place,
} from "./case.ts";

const ASK = { model: MODEL, input: "Hola" };
const SOON = { "retry-after-ms": "1" };

function faults(place: Place, ...orders: object[]): Promise<void> {
  return control(place.sandbox, "faults", orders);
}

/** Limits, outages, and what the client makes of them. */
export const LIMITS: readonly Case[] = [
  {
    name: "every answer tells what is left of the limits",
    holds: ["rate_headers"],
    async run({ client }) {
      const { response } = await client.responses.create(ASK).withResponse();
      const left = response.headers.get("x-ratelimit-remaining-requests");

      assertEquals(
        response.headers.get("x-ratelimit-limit-requests"),
        "10000",
      );
      assertEquals(left, "9999");
      assert(response.headers.has("x-ratelimit-reset-tokens"));
    },
  },
  {
    name:
      "more requests in a minute than allowed are 429, and when to come again",
    holds: ["rate_limit"],
    async run({ client, sandbox }) {
      sandbox.variants.requestsPerMinute = 1;
      await client.responses.create(ASK);

      const error = await assertRefused(() => client.responses.create(ASK), {
        status: 429,
        type: "requests",
        code: "rate_limit_exceeded",
      });
      const seconds = Number(error.headers?.get("retry-after"));
      assert(seconds > 50 && seconds <= 60);
      assertEquals(
        error.headers?.get("x-ratelimit-remaining-requests"),
        "0",
      );
    },
  },
  {
    name: "more tokens in a minute than allowed are 429 too",
    holds: ["rate_limit"],
    async run({ client, sandbox }) {
      sandbox.variants.tokensPerMinute = 30;

      await assertRefused(
        () => client.responses.create({ ...ASK, input: "a ".repeat(100) }),
        { status: 429, type: "tokens", code: "rate_limit_exceeded" },
      );
    },
  },
  {
    name: "the client comes again after 429, 500 and 503, and gets its answer",
    holds: [],
    async run(place) {
      await faults(
        place,
        { path: "/v1/", status: 429, headers: SOON },
        { path: "/v1/", status: 500, headers: SOON },
        { path: "/v1/", status: 503, headers: SOON },
      );

      const patient = clientOf(place.sandbox, { maxRetries: 3 });
      const response = await patient.responses.create(ASK);

      assertEquals(response.status, "completed");
      assertEquals(
        place.sandbox.log().filter(({ path }) => path === "/v1/responses")
          .map(({ status }) => status),
        [429, 500, 503, 200],
      );
    },
  },
  {
    name: "an outage that lasts longer than its patience reaches the caller",
    holds: [],
    async run(place) {
      const { sandbox } = place;
      await faults(
        place,
        { path: "/v1/", status: 429, headers: SOON, times: 2 },
        { path: "/v1/", status: 500 },
        { path: "/v1/", status: 503 },
      );
      const client = clientOf(sandbox, { maxRetries: 1 });

      await assertRejects(
        () => client.responses.create(ASK),
        OpenAI.RateLimitError,
      );
      await assertRefused(() => place.client.responses.create(ASK), {
        status: 500,
        type: "server_error",
      });
      await assertRefused(() => place.client.responses.create(ASK), {
        status: 503,
      });
    },
  },
  {
    name: "an answer that is lost after the work is a broken connection",
    holds: [],
    async run(place) {
      const { sandbox } = place;
      using once = clientOnce(sandbox);
      await faults(place, { path: "/v1/responses", after: "commit" });

      await assertRejects(
        () => once.client.responses.create(ASK),
        OpenAI.APIConnectionError,
      );
      assertEquals(sandbox.responses().length, 1);
    },
  },
];
