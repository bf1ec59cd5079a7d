import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { findViolations, type SourceFile } from "./architecture.ts";

const ROOT = new URL("../", import.meta.url);

describe("the house", () => {
  it("stands as its rules say", async () => {
    const files = await sourcesIn("companion", "shared", "wix-site", "scripts");

    assertEquals(findViolations(files), []);
  });

  it("is not held up by a checker that sees nothing", () => {
    const wrong: [path: string, text: string, found: string][] = [
      [
        "companion/domain/turn.ts",
        `import { addLine } from "../store/lines.ts";`,
        "companion/domain/turn.ts imports companion/store/lines.ts",
      ],
      [
        "companion/http/app.ts",
        `const { run } = await import("../outbox/worker.ts");`,
        "companion/http/app.ts imports companion/outbox/worker.ts",
      ],
      [
        "companion/store/lines.ts",
        `export * from "../main.ts";`,
        "companion/store/lines.ts imports companion/main.ts",
      ],
      [
        "companion/main.ts",
        `import "../scripts/start.ts";`,
        "companion/main.ts imports scripts/start.ts",
      ],
      [
        "wix-site/lib/chat/list.ts",
        `import { type Page } from "../../src/pages/Inbox.abc.ts";`,
        "wix-site/lib/chat/list.ts imports wix-site/src/pages/Inbox.abc.ts",
      ],
      [
        "wix-site/src/backend/inbox.web.ts",
        `import { line } from "../../../companion/domain/line.ts";`,
        "wix-site/src/backend/inbox.web.ts imports companion/domain/line.ts",
      ],
      [
        "shared/phone.ts",
        `import { parse } from "libphonenumber-js";`,
        "shared/phone.ts imports libphonenumber-js",
      ],
      [
        "companion/store/lines.ts",
        `await sql.begin((tx) => tx);`,
        "companion/store/lines.ts has begin(",
      ],
      [
        "companion/http/app.ts",
        `const port = Deno.env.get("PORT");`,
        "companion/http/app.ts has Deno.env",
      ],
      [
        "companion/outbox/pump.ts",
        `log.warn("Cannot claim work", { error: String(error) });`,
        "companion/outbox/pump.ts has an error's own words for the log",
      ],
      [
        "companion/inbox/send_reply.ts",
        `const now = new Date();`,
        "companion/inbox/send_reply.ts has time or chance",
      ],
      [
        "companion/http/string_utils.ts",
        "",
        "companion/http/string_utils.ts says nothing by its name",
      ],
      [
        "companion/http/app.ts",
        "export {};\n".repeat(301),
        "companion/http/app.ts has 301 lines",
      ],
    ];

    for (const [path, text, found] of wrong) {
      assertEquals(findViolations([{ path, text }]), [found]);
    }
  });

  it("admits what its rules allow", () => {
    const right: SourceFile[] = [
      {
        path: "companion/inbox/send_reply.ts",
        text: `import { Refusal } from "../../shared/refusal.ts";
          import postgres from "postgres";
          // Never new Date(): a rule takes now.
          await sql.begin(() => new Date(now));`,
      },
      {
        path: "companion/main.ts",
        text: `import { app } from "./http/app.ts"; Deno.env.toObject();`,
      },
      {
        path: "companion/domain/turn_test.ts",
        text: `import { inbox } from "../../tests/inbox.ts";`,
      },
      {
        path: "scripts/start.ts",
        text: `import { migrate } from "../companion/store/migrate.ts";`,
      },
    ];

    assertEquals(findViolations(right), []);
  });
});

async function sourcesIn(...folders: string[]): Promise<SourceFile[]> {
  const nested = await Promise.all(folders.map((folder) => read(folder)));
  return nested.flat();
}

async function read(folder: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const entry of Deno.readDir(new URL(folder, ROOT))) {
    const path = `${folder}/${entry.name}`;
    if (path === "wix-site/dist") continue;
    if (entry.isDirectory) files.push(...await read(path));
    if (!path.endsWith(".ts")) continue;
    files.push({ path, text: await Deno.readTextFile(new URL(path, ROOT)) });
  }
  return files;
}
