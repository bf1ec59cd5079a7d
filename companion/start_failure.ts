import { isUnreachable } from "./store/unreachable.ts";
import { type Settings, SettingsError } from "./settings.ts";

/** Postgres knows neither the user nor the password, nor the database. */
const WRONG_ADDRESS = new Set(["28000", "28P01", "3D000"]);

/** Why the companion can't start, in a line that names the setting to mend; `null` for a bug. */
export function startFailure(
  error: unknown,
  settings: Pick<Settings, "host" | "port"> | null,
): string | null {
  if (error instanceof SettingsError) return error.message;
  const { message } = error instanceof Error ? error : { message: "" };
  if (error instanceof Deno.errors.AddrInUse) {
    return `PORT is taken: ${settings?.port}`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `HOST is no address of this machine: ${settings?.host}`;
  }
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  return isUnreachable(error) || WRONG_ADDRESS.has(code)
    ? `DATABASE_URL does not lead to a database: ${message}`
    : null;
}
