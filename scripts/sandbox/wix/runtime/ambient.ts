import { AsyncLocalStorage } from "node:async_hooks";
import { createClient } from "@wix/sdk";
import type { Variants } from "../variants.ts";

/** What the site's code stands on during one request. Wix's packages delete and restore the two clients. */
interface RequestContext {
  client?: Client;
  elevatedClient?: Client;
  variants: Variants;
}

type Client = ReturnType<typeof createClient>;

const current = new AsyncLocalStorage<RequestContext>();

/**
 * Runs the site's code for one request: Wix's own packages find their clients here, whatever other
 * request runs at the same time.
 */
export function runInRequest<T>(
  request: { client: Client; elevatedClient: Client; variants: Variants },
  work: () => T,
): T {
  prepare();
  return current.run({ ...request }, work);
}

/** Which choices the request's site has made, where a module of Wix must know. */
export function variantsOfRequest(): Variants | null {
  return current.getStore()?.variants ?? null;
}

/** How the site's code reaches Wix. */
interface Reach {
  url: string;
  timeoutMs: number;
  /** From then on nothing gets through. */
  ended: AbortSignal;
  /** Called when a call is done, before its answer is handed on. */
  onCall(): Promise<void>;
}

/** A client of Wix that speaks for whoever the token names, to this machine only. */
export function clientFor(
  token: string,
  { url, timeoutMs, ended, onCall }: Reach,
): Client {
  return createClient({
    auth: { getAuthHeaders: () => ({ headers: { Authorization: token } }) },
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const target = new URL(input instanceof Request ? input.url : input);
      const home = new URL(url);
      target.protocol = home.protocol;
      target.host = home.host;
      try {
        const late = AbortSignal.timeout(timeoutMs);
        const signal = AbortSignal.any([late, ended]);
        const answer = await fetch(target, { ...init, signal });
        await onCall();
        if (!ended.aborted) return answer;
        await answer.body?.cancel();
        throw ended.reason;
      } catch (error) {
        if ((error as Error).name === "TimeoutError") return tooSlow();
        throw error;
      }
    },
  });
}

/** Source: https://dev.wix.com/docs/sdk/backend-modules/data/error-codes */
function tooSlow(): Response {
  const description = "WDE0028: Operation timed out.";
  return Response.json({
    message: description,
    details: { applicationError: { code: "WDE0028", description, data: {} } },
  }, { status: 429 });
}

/** Stands where Wix's packages look for a context of the whole process. */
const OUTSIDE: { client?: unknown } = {};

/**
 * Outside a request Wix's functions would quietly answer a function and do nothing, so looking for a
 * request there throws. A client that somebody made for themselves is no such case: while it binds a
 * function it sets the process's context aside, and looks once more after putting it back.
 */
function prepare(): void {
  if (Object.hasOwn(globalThis, "$wixContext")) return;
  let context: unknown = OUTSIDE;
  let wasPutBack = false;
  Object.defineProperty(globalThis, "__wix_context__", {
    configurable: true,
    get: () => context,
    set(value) {
      wasPutBack = value === OUTSIDE;
      context = value;
    },
  });
  Object.defineProperty(globalThis, "$wixContext", {
    configurable: true,
    get() {
      const request = current.getStore();
      const isBinding = wasPutBack || context !== OUTSIDE || OUTSIDE.client;
      wasPutBack = false;
      if (request || isBinding) return request;
      throw new Error("A function of Wix was called outside a request");
    },
  });
}
