import { join } from "node:path";
import { CannotStart } from "../cannot_start.ts";
import type { Binaries } from "./binaries.ts";

/** As whom Postgres's programs run: it refuses root, and an account without a name. */
export interface Runner {
  /** Goes before the program. */
  prefix: readonly string[];
  uid?: number;
  gid?: number;
}

interface Account {
  uid: number;
  gid: number;
}

/**
 * Chooses as whom to run, and gives that account `home`. Data that exists stays its owner's.
 * @throws {CannotStart} when nobody can run them here.
 */
export async function chooseRunner(
  binaries: Binaries,
  home: string,
): Promise<Runner> {
  const owner = await ownerOf(join(home, `data-${binaries.major}`));
  let reason = "";
  for (const runner of await candidates(owner)) {
    if (Deno.uid() === 0) {
      await Deno.chown(home, runner.uid ?? 0, runner.gid ?? 0);
    }
    const tried = await tryOut(runner, binaries.binDir, home);
    if (tried === null) return runner;
    reason = tried;
  }
  throw new CannotStart(
    `Postgres no puede ejecutarse aquí (indica uno con DATABASE_URL): ${reason}`,
  );
}

/** A program with the runner's account, prefix and nothing of ours. */
export function commandAs(
  runner: Runner,
  command: readonly string[],
  options: Deno.CommandOptions,
): Deno.Command {
  const [program, ...args] = [...runner.prefix, ...command];
  return new Deno.Command(program!, {
    ...options,
    args,
    cwd: "/",
    clearEnv: true,
    env: { PATH: Deno.env.get("PATH") ?? "", TZ: "UTC" },
    ...(runner.uid === undefined ? {} : { uid: runner.uid, gid: runner.gid }),
  });
}

async function candidates(owner: number | null): Promise<Runner[]> {
  if (Deno.uid() !== 0) return await hasName() ? [{ prefix: [] }] : [unshared];
  if (owner === 0) return [unshared];
  const account = await unprivilegedAccount(owner);
  const own = { prefix: [], ...account };
  const last = { prefix: reaching(account) };
  return owner === null ? [own, unshared, last] : [own, last];
}

/** Root in a name space of its own, seen there as nobody. */
const unshared: Runner = {
  prefix: ["unshare", "--user", "--map-user=65534", "--map-group=65534"],
};

/** The account alone, able to pass through folders that are closed to it, such as root's home. */
function reaching({ uid, gid }: Account): string[] {
  const caps = "+dac_override";
  return [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    // Without it access(2) answers as if the capability were not there.
    "--securebits=+no_setuid_fixup",
    `--inh-caps=${caps}`,
    `--ambient-caps=${caps}`,
  ];
}

async function unprivilegedAccount(owner: number | null): Promise<Account> {
  const lines = (await Deno.readTextFile("/etc/passwd")).split("\n");
  const accounts = lines.map((line) => line.split(":"));
  const found = owner === null
    ? accounts.find(([name]) => name === "postgres") ??
      accounts.find(([name]) => name === "nobody")
    : accounts.find(([, , uid]) => Number(uid) === owner);
  if (!found) return { uid: owner ?? 65534, gid: 65534 };
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function hasName(): Promise<boolean> {
  const asked = await new Deno.Command("id", {
    args: ["-un"],
    stdout: "null",
    stderr: "null",
  }).output();
  return asked.success;
}

async function ownerOf(path: string): Promise<number | null> {
  return await Deno.stat(path).then(({ uid }) => uid, () => null);
}

/** `null` when it works, else why not. */
async function tryOut(
  runner: Runner,
  binDir: string,
  home: string,
): Promise<string | null> {
  const check = '"$0" --version && test -r "$1" && test -w "$1"';
  const command = ["/bin/sh", "-c", check, join(binDir, "postgres"), home];
  try {
    const { success, stderr } = await commandAs(runner, command, {
      stdout: "null",
      stderr: "piped",
    }).output();
    if (success) return null;
    const said = new TextDecoder().decode(stderr).trim().split("\n")[0];
    return said || `"${home}" no es accesible`;
  } catch (error) {
    return (error as Error).message;
  }
}
