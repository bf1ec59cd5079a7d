import { emailOf, tokenOf } from "../inbox.ts";

/** Where a page's companion and site are. */
export interface PageHouse {
  url: string;
  site: { url: string };
}

/** How a page speaks to the companion. */
export interface Ask {
  /** One try, with the member's token. */
  once(path: string, init?: RequestInit): Promise<Response>;
  /**
   * Asks until there is an answer, as the page does when the companion is away for a moment.
   * @throws {Error} when it is turned down
   */
  // deno-lint-ignore no-explicit-any -- the shape is the route's
  until(path: string, json?: unknown): Promise<any>;
}

const TRIES = 1200;
const AGAIN_MS = 100;

/** Speaks for a member, whose token is asked for anew when it no longer opens the door. */
export function askFor(house: PageHouse, name: string): Ask {
  let token: string | null = null;

  async function once(path: string, init: RequestInit = {}): Promise<Response> {
    token ??= await tokenOf(house.site, emailOf(name));
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    const response = await fetch(house.url + path, { ...init, headers });
    if (response.status === 401) token = null;
    return response;
  }

  return {
    once,
    async until(path, json) {
      const init = json === undefined ? {} : {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(json),
      };
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const response = await once(path, init).catch(() => null);
        const answer = await response?.json().catch(() => null);
        if (response?.ok && answer) return answer;
        const status = response?.status ?? 503;
        if (status < 500 && status !== 429 && status !== 401) {
          throw new Error(`${path.split("?")[0]} answered ${status}`);
        }
        await pause(AGAIN_MS);
      }
      throw new Error("The companion stayed away");
    },
  };
}

/** Waits before the next try, as a page does. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
