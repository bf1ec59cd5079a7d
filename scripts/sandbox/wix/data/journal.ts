import { dirname } from "node:path";
import {
  apply,
  type Change,
  changesToRebuild,
  type Database,
} from "./database.ts";

/** Where changes outlive the process. */
export interface Journal {
  keep(change: Change): void;
  close(): void;
}

const SHORTEN_ABOVE_BYTES = 64 * 1024 * 1024;

/**
 * Reads the journal back into the database and goes on writing it: a change is in the file before
 * its request is answered. A line cut short by a killed process is the last one, and is left out.
 */
export function openJournal(path: string, database: Database): Journal {
  Deno.mkdirSync(dirname(path), { recursive: true });
  replay(path, database);
  let { file, size } = rewrite(path, database);
  let shortened = size;

  return {
    keep(change) {
      size += writeAll(file, line(change));
      if (size < Math.max(SHORTEN_ABOVE_BYTES, shortened * 3)) return;
      file.close();
      ({ file, size } = rewrite(path, database));
      shortened = size;
    },
    close() {
      file.close();
    },
  };
}

function replay(path: string, database: Database): void {
  for (const text of readText(path).split("\n")) {
    const change = parse(text);
    if (change) apply(database, change);
  }
}

function rewrite(
  path: string,
  database: Database,
): { file: Deno.FsFile; size: number } {
  const next = `${path}.next`;
  const file = Deno.openSync(next, {
    write: true,
    create: true,
    truncate: true,
  });
  let size = 0;
  for (const change of changesToRebuild(database)) {
    size += writeAll(file, line(change));
  }
  Deno.renameSync(next, path);
  return { file, size };
}

function line(change: Change): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(change)}\n`);
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): number {
  for (let sent = 0; sent < bytes.length;) {
    sent += file.writeSync(bytes.subarray(sent));
  }
  return bytes.length;
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

function parse(text: string): Change | null {
  try {
    return JSON.parse(text) as Change;
  } catch {
    return null;
  }
}
