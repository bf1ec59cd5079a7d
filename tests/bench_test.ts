import { assert, assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporary_folder.ts";

const MAIN = fileURLToPath(new URL("bench/main.ts", import.meta.url));

/** Never about time: how fast this machine is just now says nothing of the product. */
describe("the benchmark", () => {
  it("measures all of its parts, and finds every message that was answered", async () => {
    await using folder = await temporaryFolder();
    const output = join(folder.path, "bench.json");

    const said = await runBench(["--small", `--output=${output}`]);

    const { machine, parts } = JSON.parse(await Deno.readTextFile(output));
    assertEquals(machine.postgres.fsync, "on");
    assertEquals(
      Object.keys(parts),
      ["memory", "wake", "told", "latency", "ingest", "out", "reads", "page"],
    );
    for (const [name, { figures }] of Object.entries<Part>(parts)) {
      assert(figures.length > 0, name);
      for (const figure of figures) {
        assert(figure.value >= 0, figure.name);
        assert(figure.reference.value > 0, figure.name);
        assert(figure.ratio >= 0, figure.name);
        assert(said.includes(figure.name), figure.name);
      }
    }
    const { answered, stored, newCustomers, reference, rounds } =
      parts.ingest.details;
    assertEquals(stored, {
      messages: answered,
      webhooks: answered,
      conversations: newCustomers,
      withoutAgent: 0,
      toldToSite: answered,
    });
    assertEquals(reference.stored, reference.transactions);
    const { steady, newcomers, known } = parts.out.details;
    assertEquals([steady.stored, steady.refused], [steady.answered, 0]);
    for (const burst of [newcomers, known]) {
      assertEquals([burst.stored, burst.refused], [burst.count, 0]);
    }
    for (const inbox of parts.reads.details.inboxes) {
      assertEquals(inbox.messages, 10 * inbox.conversations);
    }
    for (const { few, many } of Object.values<Read>(parts.reads.details.read)) {
      assertEquals([few.statuses, many.statuses], [["200"], ["200"]]);
      assertGreater(many.rows, 0);
    }
    for (const { statuses } of [...rounds, parts.latency.details]) {
      assertEquals(Object.keys(statuses), ["200"]);
    }
  });

  it("leaves nothing behind but its report", async () => {
    await using folder = await temporaryFolder();
    const output = join(folder.path, "bench.json");

    await runBench(["--small", "--only=memory", `--output=${output}`]);

    const left = await Array.fromAsync(Deno.readDir(folder.path));
    assertEquals(left.map(({ name }) => name), ["bench.json"]);
  });

  it("says what it does not understand", async () => {
    const { code, stderr } = await run(["--only=coffee"]);

    assertEquals(code, 1);
    assertEquals(
      stderr.trim(),
      'Cannot measure "coffee": memory, wake, told, latency, ingest, out, reads, page',
    );
  });
});

interface Read {
  few: { statuses: string[] };
  many: { statuses: string[]; rows: number };
}

interface Part {
  figures: {
    name: string;
    value: number;
    reference: { value: number };
    ratio: number;
  }[];
}

async function runBench(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(args);
  assertEquals(code, 0, stderr);
  return stdout;
}

async function run(args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", MAIN, ...args],
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}
