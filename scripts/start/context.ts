import type { Secrets } from "./secrets.ts";
import type { Ports, Settings } from "./settings.ts";

/** What every part is started from. */
export interface StartContext {
  settings: Settings;
  secrets: Secrets;
  ports: Ports;
  /** Where the companion will listen. */
  companionUrl: string;
  /** Where others are told that it listens. */
  publicUrl: string;
}
