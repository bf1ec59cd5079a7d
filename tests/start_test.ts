import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { join } from "node:path";
import { processesOf, runStart } from "./started_process.ts";
import { temporaryFolder } from "./temporary_folder.ts";

const CUSTOMER = "whatsapp:+573001234567";

describe("deno task start", () => {
  it("runs everything, stops without a trace, and finds its data again", async () => {
    await using folder = await temporaryFolder();
    await using first = runStart(folder.path);
    const before = await first.ready();
    const written = await inbound(before.twilio!, "Hola, ¿hay turno?");
    const mode = (await Deno.stat(join(folder.path, "start.json"))).mode!;

    first.signal("SIGINT");
    const { code } = await first.end();

    assertEquals(written.status, 200);
    assertEquals(mode & 0o777, 0o600);
    assertEquals(code, 0);
    assertEquals(await processesOf(folder.path), []);
    assertEquals(await leftIn(folder.path), []);

    await using second = runStart(folder.path);
    const after = await second.ready();
    assertEquals(after.agents, before.agents);
    assertEquals(after.siteSecret, before.siteSecret);
    assertStringIncludes(
      JSON.stringify(await conversations(after.companion, after.site!)),
      "¿hay turno?",
    );
  });

  it("tells where everything is, and that it works", async () => {
    await using folder = await temporaryFolder();
    await using running = runStart(folder.path);
    const started = await running.ready();

    const health = await fetch(`${started.companion}/health`);
    const page = await fetch(`${started.site}/chat`);
    const phones = await fetch(`${started.twilio}/`);
    const models = await fetch(`${started.openai}/v1/models`, {
      headers: { authorization: `Bearer ${started.openaiApiKey}` },
    });

    assertEquals((await health.json()).status, "healthy");
    assertEquals(page.status, 200);
    assertEquals(phones.status, 200);
    assertEquals(models.status, 200);
    await Promise.all(
      [page, phones, models].map(({ body }) => body?.cancel()),
    );
    assertEquals(Object.keys(started), [
      "companion",
      "site",
      "twilio",
      "openai",
      "publicUrl",
      "databaseUrl",
      "twilioAccountSid",
      "twilioAuthToken",
      "twilioNumber",
      "siteSecret",
      "wixSiteId",
      "wixApiKey",
      "openaiApiKey",
      "agents",
      "startedInMs",
    ]);
    assertEquals(
      started.agents.map(({ email, role }) => `${email} ${role}`),
      [
        "ana@example.com agent",
        "luis@example.com agent",
        "sofia@example.com supervisor",
      ],
    );
  });

  it("starts the companion again when it dies, at the same address", async () => {
    await using folder = await temporaryFolder();
    await using running = runStart(folder.path);
    const { companion } = await running.ready();
    const pid = await companionOf(folder.path);

    Deno.kill(pid, "SIGKILL");

    await answers(`${companion}/health`);
    assert(await companionOf(folder.path) !== pid);
  });

  it("leaves nothing running when it is killed, or the task that ran it", async () => {
    for (const args of [["run", "-A", "scripts/start.ts"], ["task", "start"]]) {
      await using folder = await temporaryFolder();
      await using running = runStart(folder.path, {}, args);
      await running.ready();

      running.signal("SIGKILL");
      await running.end();

      await until(async () => (await processesOf(folder.path)).length === 0);
    }
  });

  it("does not share its folder", async () => {
    await using folder = await temporaryFolder();
    await using running = runStart(folder.path);
    await running.ready();

    await assertRefused(runStart(folder.path), "ya está en uso");
  });

  it("says in one line which port is taken, and by which variable to change it", async () => {
    await using folder = await temporaryFolder();
    using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const port = String(taken.addr.port);

    for (
      const variable of [
        "PORT",
        "SITE_PORT",
        "TWILIO_SANDBOX_PORT",
        "OPENAI_SANDBOX_PORT",
      ]
    ) {
      const refused = runStart(folder.path, { [variable]: port });
      assertStringIncludes(await assertRefused(refused, port), variable);
    }
    assertEquals(await processesOf(folder.path), []);
  });

  it("says in one line why the database cannot be used, without its password", async () => {
    await using folder = await temporaryFolder();
    const wrong = {
      "postgres://relevo:secreta@127.0.0.1:1/relevo": "nadie responde",
      "mysql://127.0.0.1/relevo": "DATABASE_URL",
    };

    for (const [url, why] of Object.entries(wrong)) {
      const refused = runStart(folder.path, { DATABASE_URL: url });
      const line = await assertRefused(refused, why);
      assert(!line.includes("secreta"));
    }
  });

  it("says in one line that the folder cannot be written", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "file");
    await Deno.writeTextFile(file, "");

    await assertRefused(
      runStart(join(file, "data")),
      "No se puede escribir en la carpeta de datos",
    );
  });
});

/** It ends with 1 and one line, which is answered. */
async function assertRefused(
  refused: ReturnType<typeof runStart>,
  why: string,
): Promise<string> {
  const { code, said } = await refused.end();
  assertEquals(code, 1, said);
  assertStringIncludes(said, why);
  assertEquals(said.trim().split("\n").length, 1, said);
  return said;
}

/** What tells others that a start is under way. */
async function leftIn(dataDir: string): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(dataDir));
  const inPostgres = await Array.fromAsync(
    Deno.readDir(join(dataDir, "pg")),
  );
  return [...names, ...inPostgres].map(({ name }) => name)
    .filter((name) => name === "start.json" || name.endsWith(".lock"));
}

async function inbound(twilio: string, body: string) {
  const answer = await fetch(`${twilio}/sandbox/inbound`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from: CUSTOMER, body }),
  });
  return await answer.json();
}

async function conversations(companion: string, site: string) {
  const session = await fetch(`${site}/sandbox/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "sofia@example.com" }),
  });
  const { token } = await session.json();
  const answer = await fetch(`${companion}/api/conversaciones`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return await answer.json();
}

async function companionOf(dataDir: string): Promise<number> {
  const found = await processesOf(dataDir);
  return parseInt(found.find((line) => line.includes("companion/main.ts"))!);
}

async function answers(url: string): Promise<void> {
  await until(() =>
    fetch(url).then(async (answer) => {
      await answer.body?.cancel();
      return answer.ok;
    }, () => false)
  );
}

/** Looks again and again, as often as the machine lets it, for at most ten seconds. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  while (!await isSo()) {
    assert(performance.now() < giveUpAt, "It did not happen");
  }
}
