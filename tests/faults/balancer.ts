/** One address in front of companions that come and go. */
export interface Balancer extends AsyncDisposable {
  url: string;
  /** Who is behind it from now on. Connections to those that are not are ended. */
  lead(to: readonly string[]): void;
}

/** How long a request is kept, knocking, while nobody answers. */
const PATIENCE_MS = 60_000;
/** How long one companion may take to answer, before another is asked. */
const ONE_MS = 10_000;
const AGAIN_MS = 25;

/**
 * Hands each request to the companions in turn, and once more where one broke off in the middle:
 * so what was committed, and its answer lost, comes again, as from a sender that repeats.
 */
export function startBalancer(): Balancer {
  const open = new Map<string, AbortController>();
  let turn = 0;
  let isOver = false;

  async function serve(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const body = request.body ? await request.bytes() : null;
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (!isOver && performance.now() < giveUpAt) {
      const to = [...open.keys()][turn++ % Math.max(open.size, 1)];
      const answer = to && await knock(to, { request, pathname, search, body });
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
    return new Response(null, { status: 503 });
  }

  /** `null`: nobody there, or not now. */
  async function knock(
    to: string,
    { request, pathname, search, body }: {
      request: Request;
      pathname: string;
      search: string;
      body: Uint8Array<ArrayBuffer> | null;
    },
  ): Promise<Response | null> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), ONE_MS);
    const signals = [open.get(to)!.signal, late.signal];
    const headers = new Headers(request.headers);
    headers.delete("host");
    try {
      const answer = await fetch(`${to}${pathname}${search}`, {
        method: request.method,
        headers,
        body,
        redirect: "manual",
        signal: AbortSignal.any(signals),
      });
      if (answer.status !== 503) {
        return new Response(answer.body, answer);
      }
      await answer.body?.cancel();
    } catch {
      // Killed, frozen, or not there yet: somebody else may be.
    } finally {
      clearTimeout(timer);
    }
    return null;
  }

  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {}, onError: brokenOff },
    serve,
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    lead(to) {
      for (const [url, connection] of open) {
        if (to.includes(url)) continue;
        open.delete(url);
        connection.abort();
      }
      for (const url of to) {
        if (!open.has(url)) open.set(url, new AbortController());
      }
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      this.lead([]);
      await server.shutdown();
    },
  };
}

function brokenOff(): Response {
  return new Response(null, { status: 503 });
}
