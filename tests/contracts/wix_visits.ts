/** What visitors and pages do to the site. */
import { assert } from "@std/assert";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";

export const DISPATCHER =
  "/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend";
export const ANA = {
  id: "ana",
  email: "ana@example.com",
  password: "secreto",
  name: "Ana",
};
export const OWNER = {
  email: "dueno@example.com",
  password: "x",
  name: "Dueño",
  roles: ["Admin"],
};

/** Orders a fault. */
export async function order(site: WixSandbox, fault: object): Promise<void> {
  const response = await fetch(`${site.url}/sandbox/faults`, {
    method: "POST",
    body: JSON.stringify(fault),
  });
  await response.body?.cancel();
}

/** Asks the site: the status, and the body as what it is. */
export async function ask(
  site: WixSandbox,
  method: string,
  path: string,
  body?: BodyInit,
): Promise<[number, unknown]> {
  const response = await fetch(`${site.url}${path}`, { method, body });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return [response.status, isJson ? JSON.parse(text) : text];
}

/** Calls a web method as a page does: the status and the answer. */
export async function call(
  site: WixSandbox,
  name: string,
  args: unknown[],
  cookie = "",
): Promise<[number, unknown]> {
  const response = await fetch(
    `${site.url}${DISPATCHER}/greeting.web.js/${name}.ajax`,
    {
      method: "POST",
      headers: { cookie },
      body: JSON.stringify(args),
    },
  );
  return [response.status, await response.json()];
}

/** Signs a member in: their cookie. */
export async function signIn(
  site: WixSandbox,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const response = await fetch(`${site.url}/login`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ email, password }),
  });
  await response.body?.cancel();
  return response.headers.get("set-cookie")!.split(";")[0]!;
}

/** Listens to Realtime as a page does. */
export async function listen(site: WixSandbox, cookie: string) {
  const over = new AbortController();
  const response = await fetch(`${site.url}/_api/realtime/stream`, {
    headers: { cookie },
    signal: over.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream())
    .getReader();
  let text = "";
  async function event(): Promise<Record<string, unknown>> {
    while (!text.includes("\n\n")) text += (await reader.read()).value;
    const [first, ...rest] = text.split("\n\n");
    text = rest.join("\n\n");
    return JSON.parse(first!.split("data: ")[1]!);
  }
  const { listener } = await event();
  assert(typeof listener === "string");
  return {
    next: async () => (await event()).payload,
    async subscribe(channel: object): Promise<number> {
      const response = await fetch(
        `${site.url}/_api/realtime/subscriptions`,
        {
          method: "POST",
          headers: { cookie },
          body: JSON.stringify({ listener, channel }),
        },
      );
      await response.body?.cancel();
      return response.status;
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      await reader.read().catch(() => {});
    },
  };
}
