import { CannotStart } from "./cannot_start.ts";
import { startEverything } from "./start/everything.ts";
import { invitation } from "./start/invitation.ts";
import { readSettings } from "./start/settings.ts";
import { listenForStop, Stopped } from "./start/stop_request.ts";

if (import.meta.main) Deno.exit(await main());

/** Runs everything on this machine until it is asked to stop. Answers the exit code. */
async function main(): Promise<number> {
  using stop = listenForStop();
  try {
    const settings = readSettings(Deno.env.toObject());
    await using everything = await startEverything(settings, stop.signal);
    console.log(invitation(everything.started, settings.dataDir));
    const isWanted = await Promise.race([
      stop.made.then(() => true),
      everything.broken.then(() => false),
    ]);
    if (!isWanted) throw new CannotStart("La base de datos se detuvo");
    console.log("Deteniendo…");
    return 0;
  } catch (error) {
    if (error instanceof Stopped) return 0;
    console.error(error instanceof CannotStart ? error.message : error);
    return 1;
  }
}
