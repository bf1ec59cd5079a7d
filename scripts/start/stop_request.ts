import { areRunning, launchersOf } from "./launchers.ts";

const SIGNALS: readonly Deno.Signal[] = ["SIGINT", "SIGTERM", "SIGHUP"];
const LOOK_MS = 500;

/** The wish that all of it stops: a signal, or the end of whoever started us. */
export interface StopRequest extends Disposable {
  signal: AbortSignal;
  /** Settles when it is made. */
  made: Promise<void>;
}

/** Listens for it from now on. */
export function listenForStop(): StopRequest {
  const controller = new AbortController();
  const stop = () => controller.abort(new Stopped());
  const parent = Deno.ppid;
  const launchers = launchersOf(Deno.pid);
  const watch = setInterval(() => {
    // An orphan is handed to another parent.
    if (Deno.ppid !== parent || !areRunning(launchers)) stop();
  }, LOOK_MS);
  for (const signal of SIGNALS) Deno.addSignalListener(signal, stop);
  return {
    signal: controller.signal,
    made: new Promise((resolve) =>
      controller.signal.addEventListener("abort", () => resolve())
    ),
    [Symbol.dispose]() {
      clearInterval(watch);
      for (const signal of SIGNALS) Deno.removeSignalListener(signal, stop);
    },
  };
}

/** Somebody asked to stop while it was still starting: nothing is wrong. */
export class Stopped extends Error {
  override name = "Stopped";
}
