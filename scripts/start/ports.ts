import { CannotStart } from "../cannot_start.ts";
import { listenOnFreePort } from "../free_port.ts";
import { PORT_VARIABLES, type Ports } from "./settings.ts";

/**
 * Settles every port before anything runs: each part is told where the others will be.
 * @throws {CannotStart} naming the first one that is taken, and its variable.
 */
export function settlePorts(wanted: Partial<Ports>): Ports {
  const settled: Ports = { companion: 0, site: 0, twilio: 0, openai: 0 };
  const listeners: Deno.TcpListener[] = [];
  try {
    for (const [part, port] of Object.entries(wanted)) {
      const listener = listen(part as keyof Ports, port);
      // Kept open until all are known, so that no two parts get the same free one.
      listeners.push(listener);
      settled[part as keyof Ports] = listener.addr.port;
    }
    return settled;
  } finally {
    for (const listener of listeners) listener.close();
  }
}

function listen(part: keyof Ports, port: number): Deno.TcpListener {
  try {
    if (port === 0) return listenOnFreePort();
    return Deno.listen({ hostname: "127.0.0.1", port });
  } catch (error) {
    const name = PORT_VARIABLES[part];
    if (error instanceof Deno.errors.AddrInUse) {
      throw new CannotStart(
        `El puerto ${port} ya está en uso: elige otro con ${name}`,
      );
    }
    throw new CannotStart(
      `No se puede usar el puerto ${port} (${name}): ${
        (error as Error).message
      }`,
    );
  }
}
