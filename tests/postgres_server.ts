import process from "node:process";
import { startPostgres } from "../scripts/postgres.ts";

/** The Postgres that the tests share: the run's, or else one for this process alone. */
export async function testServer(): Promise<{ url: string }> {
  const url = Deno.env.get("RELEVO_TEST_POSTGRES");
  if (url) return { url };
  const dataDir = await Deno.makeTempDir({ prefix: "relevo-tests-" });
  const server = await startPostgres({ dataDir, fsync: false });
  globalThis.addEventListener("unload", () => {
    end(server.pid);
    Deno.removeSync(dataDir, { recursive: true });
  });
  return server;
}

/** A module of tests cannot wait for a promise as it ends. */
function end(pid: number): void {
  const turn = new Int32Array(new SharedArrayBuffer(4));
  try {
    Deno.kill(pid, "SIGINT");
    while (true) {
      process.kill(pid, 0);
      Atomics.wait(turn, 0, 0, 5);
    }
  } catch {
    // Nobody has that number any more: it is gone.
  }
}
