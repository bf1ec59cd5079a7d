import postgres from "postgres";
import { CannotStart } from "./cannot_start.ts";

const OLDEST_VERSION = 15;

/**
 * Asks the database that `DATABASE_URL` names whether it is there and can serve.
 * @throws {CannotStart} with one line that says what is wrong, without the password.
 */
export async function checkDatabase(url: string): Promise<void> {
  const version = await readVersion(url);
  if (version >= OLDEST_VERSION) return;
  throw new CannotStart(
    `DATABASE_URL: ${
      place(url)
    } es Postgres ${version}, y hace falta ${OLDEST_VERSION} o posterior`,
  );
}

/** Host and database: what a message may repeat of a connection address. */
export function place(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

async function readVersion(url: string): Promise<number> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice() {} });
  try {
    const [row] = await sql`
      select current_setting('server_version_num')::int / 10000 as major
    `;
    return row?.major;
  } catch (error) {
    throw new CannotStart(
      `DATABASE_URL: no se puede usar ${place(url)}: ${explain(error)}`,
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function explain(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return EXPLANATIONS[code ?? ""] ?? message.split("\n")[0]!;
}

const EXPLANATIONS: Record<string, string> = {
  ECONNREFUSED: "nadie responde en esa dirección",
  ENOTFOUND: "ese nombre no existe en la red",
  CONNECT_TIMEOUT: "no responde",
  CONNECTION_CLOSED: "cerró la conexión sin responder",
  "28P01": "no admite ese usuario con esa contraseña",
  "28000": "no admite a ese usuario",
  "3D000": "no tiene esa base de datos",
};
