import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FOLDERS = ["lib/chat", "lib/page", "src/pages", "src/public"];

/** Ways by which a text becomes more than text. */
const DANGERS =
  /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|unsafe\w+|srcdoc|createContextualFragment|DOMParser|eval|Function|importScripts)\b|\bdocument\s*\.\s*write|\bon\w+\s*=\s*["'$]/;
const OPENED = /target="_blank"(?! rel="noopener noreferrer")/;
const WINDOW = /\bwindow\s*\.\s*open\b|\bopen\(\s*["'`]http/;

/** Why this source may not stand; `null` when it may. */
function danger(source: string): string | null {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  // Formatting may put an attribute on the next line.
  const flat = code.replace(/\s+/g, " ");
  return [DANGERS, OPENED, WINDOW].map((rule) => rule.exec(flat)?.[0])
    .find((found) => found !== undefined) ?? null;
}

describe("the sources of the agents' page", () => {
  it("make nothing received into HTML, and open nothing with an opener", async () => {
    const found: string[] = [];
    let count = 0;
    for (const folder of FOLDERS) {
      for await (const path of sourcesOf(`wix-site/${folder}`)) {
        count += 1;
        const why = danger(await Deno.readTextFile(path));
        if (why) found.push(`${path}: ${why}`);
      }
    }

    assertEquals(found, []);
    assert(count > 50);
  });

  it("are held to that by a rule that sees each way", () => {
    const wrong = [
      `element.innerHTML = text`,
      `html\`\${unsafeHTML(text)}\``,
      `root.insertAdjacentHTML("beforeend", text)`,
      `document.write(text)`,
      `new Function(text)`,
      `html\`<a onclick="\${text}">\``,
      `html\`<a href=\${url} target="_blank">\``,
      `html\`<a href=\${url} target="_blank" rel="noopener">\``,
      `window.open(url)`,
    ];

    assertEquals(wrong.filter((source) => danger(source) === null), []);
    assertEquals(
      danger(
        `html\`<a href=\${url} target="_blank"\n rel="noopener noreferrer" @click=\${go}>\``,
      ),
      null,
    );
  });
});

async function* sourcesOf(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sourcesOf(path);
    else if (name.endsWith(".ts") && !name.endsWith("_test.ts")) yield path;
  }
}
