const DEBIAN = "/usr/lib/postgresql";

/** Postgres's own benchmark, in the path or where Debian keeps it; `null` when it is not installed. */
export async function findPgbench(): Promise<
  { path: string; version: string } | null
> {
  for (const path of ["pgbench", ...await debianPaths()]) {
    const version = await versionOf(path);
    if (version !== null) return { path, version };
  }
  return null;
}

async function debianPaths(): Promise<string[]> {
  try {
    const majors = (await Array.fromAsync(Deno.readDir(DEBIAN)))
      .map(({ name }) => name).sort().reverse();
    return majors.map((major) => `${DEBIAN}/${major}/bin/pgbench`);
  } catch {
    return [];
  }
}

async function versionOf(path: string): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command(path, {
      args: ["--version"],
    }).output();
    if (!success) return null;
    const [version] = new TextDecoder().decode(stdout).trim().split(" (Debian");
    return version!;
  } catch {
    return null;
  }
}
