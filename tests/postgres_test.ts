import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { join } from "node:path";
import process from "node:process";
import postgres from "postgres";
import { CannotStart } from "../scripts/cannot_start.ts";
import { startPostgres } from "../scripts/postgres.ts";
import { temporaryFolder } from "./temporary_folder.ts";

describe("the embedded Postgres", () => {
  it("keeps what it was given over a stop, and starts again in a moment", async () => {
    await using folder = await temporaryFolder();
    const first = await startPostgres({ dataDir: folder.path, fsync: false });
    await query(first.url, "create table kept as select 'sí' as word");
    await first.stop();

    await using second = await startPostgres({
      dataDir: folder.path,
      fsync: false,
    });
    const [row] = await query(second.url, "select word from kept");

    assertEquals(row?.word, "sí");
    assert(!isAlive(first.pid));
  });

  it("lets nobody in without its password", async () => {
    await using folder = await temporaryFolder();
    await using server = await startPostgres({
      dataDir: folder.path,
      fsync: false,
    });
    const url = new URL(server.url);
    url.password = "otra";

    await assertRejects(() => query(url.href, "select 1"), Error, "password");

    const file = await Deno.stat(join(folder.path, "postgres-password"));
    assertEquals(file.mode! & 0o777, 0o600);
  });

  it("ends with its parent when that is killed, and comes back with the data", async () => {
    await using folder = await temporaryFolder();
    const parent = await startParent(folder.path);
    await query(parent.url, "create table kept as select 1 as n");

    parent.child.kill("SIGKILL");
    await parent.child.status;

    await using server = await startPostgres({ dataDir: folder.path });
    const [row] = await query(server.url, "select n from kept");
    assertEquals(row?.n, 1);
    assert(!isAlive(parent.pid));
  });

  it("says so when another process uses the folder", async () => {
    await using folder = await temporaryFolder();
    await using _server = await startPostgres({
      dataDir: folder.path,
      fsync: false,
    });

    await assertRejects(
      () => startPostgres({ dataDir: folder.path }),
      CannotStart,
      "ya está en uso",
    );
  });

  it("says so when the port is taken", async () => {
    await using folder = await temporaryFolder();
    using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });

    await assertRejects(
      () => startPostgres({ dataDir: folder.path, port: taken.addr.port }),
      CannotStart,
      String(taken.addr.port),
    );
  });

  it("says so when the folder cannot be written", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "file");
    await Deno.writeTextFile(file, "");

    await assertRejects(
      () => startPostgres({ dataDir: join(file, "data") }),
      CannotStart,
      "No se puede escribir",
    );
  });

  it("runs from a folder that is closed to everybody else", async () => {
    await using folder = await temporaryFolder();
    await Deno.chmod(folder.path, 0o700);

    await using server = await startPostgres({
      dataDir: folder.path,
      fsync: false,
    });

    const [row] = await query(server.url, "select lower('ÑANDÚ') as word");
    assertEquals(row?.word, "ñandú");
  });
});

async function query(url: string, text: string) {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

async function startParent(dataDir: string) {
  const module = import.meta.resolve("../scripts/postgres.ts");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", startingAndStaying(module), dataDir],
    cwd: new URL("..", import.meta.url),
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream())
    .getReader();
  const { value } = await reader.read();
  await reader.cancel();
  const { url, pid } = JSON.parse(value!);
  return { child, url: url as string, pid: pid as number };
}

function startingAndStaying(module: string): string {
  return `
    const { startPostgres } = await import(${JSON.stringify(module)});
    const { url, pid } = await startPostgres({ dataDir: Deno.args[0] });
    console.log(JSON.stringify({ url, pid }));
    setInterval(() => {}, 60_000);
  `;
}

/** Signal 0 does nothing but tell. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
