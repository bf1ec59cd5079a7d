import net from "node:net";

/**
 * Has a socket that breaks off be closed in the same breath. Between the two events the Postgres client
 * takes the connection for a good one, hands it the next query, and forgets that query when it closes:
 * whoever asked waits for ever. The client makes its sockets by this name of the module, each time anew.
 * Source: https://github.com/porsager/postgres/blob/v3.4.9/src/connection.js#L439
 */
export function lastingSockets(): void {
  if (net.Socket !== Plain) return;
  net.Socket = LastingSocket as typeof net.Socket;
}

const Plain = net.Socket;

class LastingSocket extends Plain {
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event !== "error") return super.emit(event as "data", ...values);
    // Nobody is left to hear of what comes after the close.
    if (this.listenerCount("error") === 0) return false;
    super.emit("error", values[0] as Error);
    return super.emit("close", true);
  }
}
