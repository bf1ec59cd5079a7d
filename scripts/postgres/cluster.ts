import { join } from "node:path";
import { CannotStart } from "../cannot_start.ts";
import type { Binaries } from "./binaries.ts";
import { commandAs, type Runner } from "./runner.ts";

export interface Cluster {
  home: string;
  runner: Runner;
  binaries: Binaries;
  /** The only role, and its owner. */
  user: string;
  fsync: boolean;
}

export interface PreparedCluster {
  /** Carries the major version: another major cannot read it. */
  data: string;
  password: string;
}

/**
 * Makes the data folder the first time, and reads its password ever after.
 * @throws {CannotStart} when it cannot be made, or only another major's is there.
 */
export async function prepareCluster(
  cluster: Cluster,
): Promise<PreparedCluster> {
  const data = join(cluster.home, `data-${cluster.binaries.major}`);
  const passwordFile = join(cluster.home, "..", "postgres-password");
  const isMade = await exists(data);
  if (!isMade) await refuseAnotherMajor(cluster);
  const password = await readPassword(passwordFile, isMade);
  if (!isMade) await initialize(cluster, data, password);
  return { data, password };
}

/** Starting empty beside somebody's data would look like having lost it. */
async function refuseAnotherMajor({ home, binaries }: Cluster): Promise<void> {
  for await (const { name } of Deno.readDir(home)) {
    if (!/^data-\d+$/.test(name)) continue;
    throw new CannotStart(
      `Los datos son de otro Postgres (${name}) y aquí corre el ${binaries.major}: "${home}"`,
    );
  }
}

async function readPassword(path: string, isMade: boolean): Promise<string> {
  const found = await Deno.readTextFile(path).catch(() => "");
  if (found.trim() !== "") return found.trim();
  if (isMade) {
    throw new CannotStart(
      `Falta la contraseña de la base de datos: "${path}"`,
    );
  }
  const made = crypto.randomUUID().replaceAll("-", "");
  await Deno.writeTextFile(path, `${made}\n`, { mode: 0o600 });
  return made;
}

async function initialize(
  cluster: Cluster,
  data: string,
  password: string,
): Promise<void> {
  const { home, runner, binaries, user, fsync } = cluster;
  const unfinished = `${data}.new`;
  const passwordFile = join(home, "password.new");
  await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  await Deno.writeTextFile(passwordFile, password, { mode: 0o600 });
  if (runner.uid !== undefined) {
    await Deno.chown(passwordFile, runner.uid, runner.gid ?? null);
  } else await giveTo(await Deno.stat(home), passwordFile);
  const { success, stderr } = await commandAs(runner, [
    join(binaries.binDir, "initdb"),
    `--pgdata=${unfinished}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    ...locale(binaries.major),
    ...(fsync ? [] : ["--no-sync"]),
  ], { stdout: "null", stderr: "piped" }).output();
  await Deno.remove(passwordFile);
  if (!success) {
    const said = new TextDecoder().decode(stderr).trim().split("\n")[0];
    throw new CannotStart(`No se puede crear la base de datos: ${said}`);
  }
  await Deno.rename(unfinished, data);
}

/** Postgres's own from 17 on, so that the machine needs to have none. */
function locale(major: number): string[] {
  if (major < 17) return ["--locale=C.UTF-8"];
  return [
    "--no-locale",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
}

async function giveTo(owner: Deno.FileInfo, path: string): Promise<void> {
  if (Deno.uid() === 0) await Deno.chown(path, owner.uid, owner.gid);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
