/** Below what Linux (32768) and others hand out for connections, so that no stranger's call takes it. */
const FROM = 12_000;
const TO = 32_000;
const TRIES = 100;

/**
 * Listens on a free port of loopback that stays free once it is let go: ports that the system
 * chooses by itself (0) are also those from which it makes connections, at any moment.
 */
export function listenOnFreePort(): Deno.TcpListener {
  for (let left = TRIES;; left--) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    try {
      return Deno.listen({ hostname: "127.0.0.1", port });
    } catch (error) {
      if (left === 1 || !(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
