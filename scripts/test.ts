import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSite } from "./build_site.ts";
import { CannotStart } from "./cannot_start.ts";
import { startPostgres } from "./postgres.ts";
import { countCases } from "./test/count_cases.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUTPUT = join(ROOT, "tests", "output");
const REPORT = join(OUTPUT, "junit.xml");

/** Types are `deno task check`'s. Files run side by side: much of their time is waiting. */
const DEFAULT_ARGS = [
  "test",
  "-A",
  "--no-check",
  "--parallel",
  `--junit-path=${REPORT}`,
];

if (import.meta.main) Deno.exit(await test(Deno.args));

/** Runs the tests on one Postgres and one built site, passes `args` on to Deno, and answers the exit code. */
async function test(args: readonly string[]): Promise<number> {
  await Deno.mkdir(OUTPUT, { recursive: true });
  await Deno.remove(REPORT).catch(() => {});
  const dataDir = await Deno.makeTempDir({ prefix: "relevo-tests-" });
  try {
    await using server = await startPostgres({ dataDir, fsync: false });
    await buildSite();
    const code = await runTests(args, server.url);
    await sayHowMany(code);
    return code;
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function runTests(
  args: readonly string[],
  databaseUrl: string,
): Promise<number> {
  console.log(`deno ${["test", "-A", ...args].join(" ")}`);
  const tests = new Deno.Command(Deno.execPath(), {
    args: [...DEFAULT_ARGS, ...args],
    cwd: ROOT,
    env: { RELEVO_TEST_POSTGRES: databaseUrl, DENO_JOBS: "2" },
  }).spawn();
  // A signal ends the tests; what was started for them ends after them.
  const pass = (signal: Deno.Signal) => () => tests.kill(signal);
  const [onInt, onTerm] = [pass("SIGINT"), pass("SIGTERM")];
  Deno.addSignalListener("SIGINT", onInt);
  Deno.addSignalListener("SIGTERM", onTerm);
  const { code } = await tests.status;
  Deno.removeSignalListener("SIGINT", onInt);
  Deno.removeSignalListener("SIGTERM", onTerm);
  return code;
}

async function sayHowMany(code: number): Promise<void> {
  const report = await Deno.readTextFile(REPORT).catch(() => "");
  const { passed, failed } = countCases(report);
  // What fails outside a case, such as a file that cannot be read, is in no report.
  const atLeast = code === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${Math.max(failed, atLeast)} failed`);
}
