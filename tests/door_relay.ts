import { listenOnFreePort } from "../scripts/free_port.ts";

/** A way to a server that can be cut, as a network is. */
export interface Relay extends AsyncDisposable {
  port: number;
  /** Ends all connections, and refuses new ones. */
  cut(): Promise<void>;
  restore(): void;
}

/** Opens a way to the server on this port of loopback. */
export function openRelay(to: number): Relay {
  const at = { hostname: "127.0.0.1" };
  const open = new Set<Deno.TcpConn>();
  let listener = listenOnFreePort();
  const { port } = listener.addr;
  let serving = serve();

  async function serve(): Promise<void> {
    const relayed: Promise<unknown>[] = [];
    for await (const client of listener) relayed.push(relay(client));
    await Promise.all(relayed);
  }

  async function relay(client: Deno.TcpConn): Promise<void> {
    open.add(client);
    const server = await Deno.connect({ ...at, port: to });
    open.add(server);
    await Promise.allSettled([
      client.readable.pipeTo(server.writable),
      server.readable.pipeTo(client.writable),
    ]);
    for (const end of [client, server]) close(end);
  }

  function close(end: Deno.TcpConn): void {
    if (!open.delete(end)) return;
    try {
      end.close();
    } catch {
      // Its stream has closed it.
    }
  }

  async function cut(): Promise<void> {
    listener.close();
    [...open].forEach(close);
    await serving;
  }

  return {
    port,
    cut,
    restore() {
      listener = Deno.listen({ ...at, port });
      serving = serve();
    },
    async [Symbol.asyncDispose]() {
      await cut().catch(() => null);
    },
  };
}
