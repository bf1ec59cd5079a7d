/** What a served app finds in its environment, so that a stand-in can fail as a network does. */
export interface Connection {
  /** Closes the client's connection at once, with no answer. */
  hangUp(): void;
}

/** Anything that answers requests, such as a Hono app. */
export interface Answering {
  fetch(request: Request, env?: object): Response | Promise<Response>;
}

/** A stand-in that listens. `stop` lets requests in flight end for `graceMs`, then closes what is left. */
export interface Served {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Serves the app on 127.0.0.1 alone; port 0 takes any free one.
 *
 * `Deno.serve` always sends a head before it can fail, and a client that looks only at the status
 * would take that for an answer. So a relay stands in front and owns the sockets: hanging up there is
 * what a lost network looks like.
 *
 * @throws {Error} naming the port, when it is taken
 */
export function serveOnLoopback(
  app: Answering,
  port: number,
  graceMs = 1_000,
): Promise<Served> {
  const listener = listen(port);
  const clients = new Map<number, Deno.TcpConn>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request, info) => {
      const relayPort = (info.remoteAddr as Deno.NetAddr).port;
      const hangUp = () => close(clients.get(relayPort));
      return app.fetch(request, { hangUp } satisfies Connection);
    },
  );
  const relaying = relay(listener, server.addr.port, clients);

  async function stop(): Promise<void> {
    close(listener);
    const late = setTimeout(() => clients.forEach(close), graceMs);
    await server.shutdown();
    clearTimeout(late);
    clients.forEach(close);
    await relaying;
  }
  return Promise.resolve({
    url: `http://127.0.0.1:${listener.addr.port}`,
    port: listener.addr.port,
    stop,
  });
}

function listen(port: number): Deno.TcpListener {
  try {
    return Deno.listen({ hostname: "127.0.0.1", port });
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(`Cannot listen on 127.0.0.1:${port}: the port is taken`);
  }
}

async function relay(
  listener: Deno.TcpListener,
  serverPort: number,
  clients: Map<number, Deno.TcpConn>,
): Promise<void> {
  const open = new Set<Promise<void>>();
  for await (const client of listener) {
    const done = join(client, serverPort, clients);
    open.add(done);
    done.finally(() => open.delete(done));
  }
  await Promise.all(open);
}

async function join(
  client: Deno.TcpConn,
  serverPort: number,
  clients: Map<number, Deno.TcpConn>,
): Promise<void> {
  const server = await Deno.connect({ hostname: "127.0.0.1", port: serverPort })
    .catch(() => null);
  if (!server) return close(client);
  client.setNoDelay();
  server.setNoDelay();
  const key = (server.localAddr as Deno.NetAddr).port;
  clients.set(key, client);
  await Promise.all([pump(client, server), pump(server, client)]);
  close(client);
  close(server);
  clients.delete(key);
}

/** Copies one direction. Its end, by whichever side, ends that direction of the other side too. */
async function pump(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
  const chunk = new Uint8Array(65_536);
  try {
    for (;;) {
      const read = await from.read(chunk);
      if (read === null) break;
      for (let sent = 0; sent < read;) {
        sent += await to.write(chunk.subarray(sent, read));
      }
    }
    await to.closeWrite();
  } catch {
    close(from);
    close(to);
  }
}

function close(resource?: { close(): void }): void {
  try {
    resource?.close();
  } catch {
    // Closed already by the other side.
  }
}
