/** The built site on the stand-in of Wix, and the companion's way of calling it. */
import { createHmac } from "node:crypto";
import { items } from "@wix/data";
import { ApiKeyStrategy, createClient } from "@wix/sdk";
import { buildSite } from "../scripts/build_site.ts";
import { provisionSite } from "../scripts/provision.ts";
import { startWixSandbox } from "../scripts/sandbox/wix/app.ts";
import {
  SIGNATURE_HEADER,
  signedText,
  TIMESTAMP_HEADER,
} from "../shared/site_request.ts";

export const SECRET = "a-secret-of-the-tests-that-is-long-enough";
export const OLD_SECRET = "an-older-secret-that-is-still-accepted-here";
const SITE_ID = "5f1d2b6a-0c4e-4c55-9a0e-8d0c5f7a1b22";
const API_KEY = "key-of-the-tests";

export const ANA = {
  email: "ana@example.com",
  password: "una clave larga",
  name: "Ana",
};

export type Site = Awaited<ReturnType<typeof startSite>>;

/** Starts a site with empty collections; each test that changes rows uses users of its own. */
export async function startSite(
  { rows = [], dataMs, dist: built }: {
    /** What CHATBOT holds before it is provisioned. */
    rows?: readonly object[];
    /** How long one call of Wix Data may take. */
    dataMs?: number;
    /** Another built site than the usual one. */
    dist?: string;
  } = {},
) {
  const dist = built ?? await buildSite();
  const sandbox = await startWixSandbox({
    port: 0,
    dist,
    dataFile: null,
    siteId: SITE_ID,
    apiKey: API_KEY,
    secrets: {
      RELEVO_SITE_SECRET: `${SECRET},${OLD_SECRET}`,
      RELEVO_COMPANION_URL: "http://127.0.0.1:5001/",
    },
    members: [ANA],
    containers: 2,
    ...(dataMs ? { limits: { dataMs } } : {}),
    collections: rows.length ? [{ id: "CHATBOT" }] : [],
  });
  const access = { siteId: SITE_ID, apiKey: API_KEY, apiUrl: sandbox.url };
  if (rows.length) sandbox.fill("CHATBOT", rows);
  const provisioned = await provisionSite(access);
  const { items: data } = createClient({
    modules: { items },
    auth: ApiKeyStrategy({ siteId: SITE_ID, apiKey: API_KEY }),
    fetch: (input: RequestInfo | URL, init?: RequestInit) => {
      const { pathname, search } = new URL(
        input instanceof Request ? input.url : input,
      );
      return fetch(sandbox.url + pathname + search, init);
    },
  });

  return {
    access,
    provisioned,
    url: sandbox.url,
    dist,
    data,
    sandbox,
    save: (record: object) => post("guardarConversacion", record),
    saveMany: (records: object[]) =>
      post("guardarConversaciones", { conversaciones: records }),
    read: (userId: string, query = "") =>
      call("GET", `/_functions/obtenerConversacion?userId=${userId}${query}`),
    call,
    vary: (variants: object) => control("POST", "variants", variants),
    fault: (fault: object) => control("POST", "faults", fault),
    clearFaults: () => control("DELETE", "faults"),
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };

  function post(name: string, body: object) {
    return call("POST", `/_functions/${name}`, { body: JSON.stringify(body) });
  }

  async function call(
    method: string,
    path: string,
    { body = "", secret, timestamp, headers = {} }: Call & {
      headers?: Record<string, string>;
    } = {},
  ) {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: {
        ...signed(method, path, { body, secret, timestamp }),
        ...headers,
      },
      ...(body ? { body } : {}),
    });
    // deno-lint-ignore no-explicit-any -- each test reads the fields it is about
    return { status: response.status, json: await response.json() as any };
  }

  async function control(method: string, name: string, body?: object) {
    const response = await fetch(`${sandbox.url}/sandbox/${name}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`Cannot set ${name}: ${response.status}`);
  }
}

interface Call {
  body?: string;
  secret?: string;
  timestamp?: string;
}

/** The headers with which the companion signs a call. */
export function signed(
  method: string,
  path: string,
  { body = "", secret = SECRET, timestamp = String(Date.now()) }: Call = {},
): Record<string, string> {
  const text = signedText({ timestamp, method, path, body });
  return {
    "content-type": "application/json",
    [TIMESTAMP_HEADER]: timestamp,
    [SIGNATURE_HEADER]: createHmac("sha256", secret).update(text).digest("hex"),
  };
}

/** A message of a customer, `second` seconds after a certain moment. */
export function message(id: string | null, second: number, text?: string) {
  return {
    ...(id === null ? {} : { id }),
    from: "usuario",
    mensaje: text ?? `mensaje ${second}`,
    timestamp: new Date(Date.UTC(2025, 2, 1) + second * 1000).toISOString(),
  };
}
