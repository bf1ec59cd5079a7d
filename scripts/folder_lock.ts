import { join } from "node:path";
import { CannotStart } from "./cannot_start.ts";

/** Holds a folder for this process; the system itself lets go of it when the process dies. */
export interface FolderLock {
  release(): void;
  [Symbol.dispose](): void;
}

/**
 * Makes the folder where needed and takes it for this process alone.
 * @throws {CannotStart} when it cannot be written, or another process holds it.
 */
export async function lockFolder(
  folder: string,
  name: string,
): Promise<FolderLock> {
  const path = join(folder, name);
  while (true) {
    const file = await openLock(folder, path);
    if (!await file.tryLock(true)) {
      file.close();
      throw new CannotStart(
        `La carpeta de datos ya está en uso por otro proceso${await holder(
          path,
        )}: "${folder}"`,
      );
    }
    if (await isStillThere(file, path)) return held(file, path);
    file.close();
  }
}

async function openLock(folder: string, path: string): Promise<Deno.FsFile> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    return await Deno.open(path, { create: true, read: true, write: true });
  } catch (error) {
    throw new CannotStart(
      `No se puede escribir en la carpeta de datos "${folder}" (DATA_DIR): ${
        (error as Error).message.split(" (os error")[0]
      }`,
    );
  }
}

/** Whoever held it before may have removed the very file that we locked. */
async function isStillThere(file: Deno.FsFile, path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).ino === (await file.stat()).ino;
  } catch {
    return false;
  }
}

function held(file: Deno.FsFile, path: string): FolderLock {
  file.truncateSync(0);
  file.writeSync(new TextEncoder().encode(`${Deno.pid}\n`));
  let isHeld = true;
  function release() {
    if (!isHeld) return;
    isHeld = false;
    Deno.removeSync(path);
    file.close();
  }
  return { release, [Symbol.dispose]: release };
}

async function holder(path: string): Promise<string> {
  const pid = (await Deno.readTextFile(path).catch(() => "")).trim();
  return pid === "" ? "" : ` (${pid})`;
}
