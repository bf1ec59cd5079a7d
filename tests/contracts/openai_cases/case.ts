import { assert, assertEquals, assertRejects } from "@std/assert";
import OpenAI from "openai";
import type { RuleName } from "../../../scripts/sandbox/openai/rules.ts";
import {
  type OpenAiSandbox,
  startOpenAiSandbox,
} from "../../../scripts/sandbox/openai/server.ts";

/** One sentence about OpenAI, told by its own client; without any rule that it holds, it is false. */
export interface Case {
  name: string;
  holds: readonly RuleName[];
  run(place: Place): Promise<void>;
}

/** A stand-in of its own, and a client that never asks twice. */
export interface Place {
  sandbox: OpenAiSandbox;
  client: OpenAI;
}

export const KEY = "sk-sandbox-0123456789abcdef";
export const MODEL = "gpt-4.1-mini";
export const THINKER = "gpt-5-mini";

/** Runs a case on a stand-in that lacks those rules. */
export async function runCase(
  { run }: Case,
  without: readonly RuleName[] = [],
): Promise<void> {
  await using sandbox = await startOpenAiSandbox({
    port: 0,
    apiKey: KEY,
    without,
  });
  await run({ sandbox, client: clientOf(sandbox) });
}

/** OpenAI's own client; only its address is another. */
export function clientOf(
  { url }: { url: string },
  options: ConstructorParameters<typeof OpenAI>[0] = {},
): OpenAI {
  return new OpenAI({
    apiKey: KEY,
    baseURL: `${url}/v1`,
    maxRetries: 0,
    timeout: 10_000,
    ...options,
  });
}

/**
 * The same client on connections that are used once: Deno's fetch repeats a POST by itself when a
 * kept-alive connection closes with no answer, and the client would never hear of it.
 */
export function clientOnce(
  sandbox: { url: string },
): { client: OpenAI } & Disposable {
  const connections = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  const fetchOptions: object = { client: connections };
  return {
    client: clientOf(sandbox, { fetchOptions }),
    [Symbol.dispose]: () => connections.close(),
  };
}

/** What is expected of a refusal; what is not named may be anything. */
export interface ExpectedRefusal {
  status: number;
  param?: string | null;
  code?: string | null;
  type?: string;
  says?: string;
}

/** The call is turned down in OpenAI's envelope, as the client reads it. */
export async function assertRefused(
  call: () => Promise<unknown>,
  { says = "", ...expected }: ExpectedRefusal,
): Promise<InstanceType<typeof OpenAI.APIError>> {
  const error = await assertRejects(call, OpenAI.APIError);
  const { status, param, code, type } = error;
  const found: Record<string, unknown> = { status, param, code, type };
  assertEquals(
    Object.fromEntries(Object.keys(expected).map((key) => [key, found[key]])),
    { ...expected },
  );
  assert(error.message.includes(says), error.message);
  return error;
}

/** Calls the stand-in without the client, where that would not let one. */
export function callRaw(
  { url }: { url: string },
  path: string,
  init: { method?: string; body?: unknown; key?: string | null } = {},
): Promise<Response> {
  const { method = "POST", body = {}, key = KEY } = init;
  return fetch(`${url}${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(key ? { authorization: `Bearer ${key}` } : {}),
    },
    body: method === "GET"
      ? undefined
      : typeof body === "string"
      ? body
      : JSON.stringify(body),
  });
}

/** Uses one of the stand-in's controls. */
export async function control(
  sandbox: { url: string },
  path: string,
  body: unknown,
): Promise<void> {
  const answer = await callRaw(sandbox, `/sandbox/${path}`, { body });
  assertEquals(answer.status, 200, await answer.text());
}
