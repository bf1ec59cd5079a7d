import { posix } from "node:path";

export interface SourceFile {
  /** From the repository's root, with slashes. */
  path: string;
  text: string;
}

/** Every place where the sources break the house's rules, as one line each. */
export function findViolations(files: readonly SourceFile[]): string[] {
  return files.filter(({ path }) => !path.endsWith("_test.ts")).flatMap(
    (file) => {
      const code = { ...file, text: withoutComments(file.text) };
      return [
        ...wrongImports(code),
        ...misplacedCalls(code),
        ...wrongName(file),
        ...tooLong(file),
      ];
    },
  );
}

/** Whom each folder may import besides itself. HOUSE's table, and what is around it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "shared": [],
  "companion/domain": ["shared"],
  "companion/store": ["shared", "companion/domain", "companion/telemetry"],
  "companion/inbox": [
    "shared",
    "companion/domain",
    "companion/store",
    "companion/telemetry",
  ],
  "companion/providers": [
    "shared",
    "companion/domain",
    "companion/telemetry",
  ],
  "companion/telemetry": [],
  "companion/outbox": [
    "shared",
    "companion/inbox",
    "companion/store",
    "companion/providers",
    "companion/telemetry",
  ],
  "companion/reconcile": [
    "shared",
    "companion/inbox",
    "companion/store",
    "companion/providers",
    "companion/outbox",
    "companion/telemetry",
  ],
  "companion/http": [
    "shared",
    "companion/inbox",
    "companion/store",
    "companion/providers",
    "companion/telemetry",
  ],
  "companion": [
    "shared",
    "companion/domain",
    "companion/store",
    "companion/inbox",
    "companion/providers",
    "companion/outbox",
    "companion/reconcile",
    "companion/http",
    "companion/telemetry",
  ],
  "wix-site/lib": ["shared"],
  "wix-site/types": ["shared"],
  "wix-site/src": ["shared", "wix-site/lib"],
};

/** `scripts` and `tests` stand outside: they may reach in, and nobody may reach out to them. */
const HELD = ["shared", "companion", "wix-site"];

interface CallRule {
  call: RegExp;
  name: string;
  /** Where it may be. */
  places: readonly string[];
}

const CALLS: readonly CallRule[] = [
  {
    call: /\bbegin\(/,
    name: "begin(",
    // The outbox keeps its own books.
    places: [
      "companion/inbox/",
      "companion/store/migrate.ts",
      "companion/store/lasting_transactions.ts",
      "companion/outbox/",
    ],
  },
  {
    // What was thrown may quote anybody: `loggable` knows what a log may have of it.
    call: /\berror: (?:String\(|error\b|\w+\.(?:message|stack))/,
    name: "an error's own words for the log",
    places: ["companion/telemetry/"],
  },
  { call: /\bDeno\.env\b/, name: "Deno.env", places: ["companion/main.ts"] },
  {
    call:
      /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\brandomUUID\(|\bgetRandomValues\(/,
    name: "time or chance",
    places: ["companion/http/", "companion/outbox/", "companion/main.ts"],
  },
];

/** `from "…"`, `import "…"` and `import("…")`. */
const IMPORT = /(?<!["'])\b(?:from|import)\s*\(?\s*["']([^"'\s]+)["']/g;

/** Alone, or at the end of a longer name. */
const BANNED_NAME =
  /^(?:.*[_-])?(?:utils|helpers|manager)$|^(?:common|index|service)$/;

const MAX_LINES = 300;

function wrongImports({ path, text }: SourceFile): string[] {
  const from = layerOf(path);
  if (!isHeld(path)) return [];
  return importsOf(text).flatMap((specifier) => {
    if (!specifier.startsWith(".")) {
      return from === "shared" ? [`${path} imports ${specifier}`] : [];
    }
    const target = posix.join(posix.dirname(path), specifier);
    const to = layerOf(target);
    if (to === from && isHeld(target)) return [];
    if (MAY_IMPORT[from]?.includes(to)) return [];
    return [`${path} imports ${target}`];
  });
}

function misplacedCalls({ path, text }: SourceFile): string[] {
  if (!path.startsWith("companion/")) return [];
  return CALLS
    .filter(({ call }) => call.test(text))
    .filter(({ places }) => !places.some((place) => path.startsWith(place)))
    .map(({ name }) => `${path} has ${name}`);
}

function wrongName({ path }: SourceFile): string[] {
  const stem = posix.basename(path).split(".")[0] ?? "";
  return BANNED_NAME.test(stem) ? [`${path} says nothing by its name`] : [];
}

function tooLong({ path, text }: SourceFile): string[] {
  const lines = text.trimEnd().split("\n").length;
  return isHeld(path) && lines > MAX_LINES
    ? [`${path} has ${lines} lines`]
    : [];
}

/** The folder that the table speaks of: two levels in the companion and the site, one elsewhere. */
function layerOf(path: string): string {
  const [first = "", second = "", third] = path.split("/");
  const isDeep = first === "companion" || first === "wix-site";
  return isDeep && third !== undefined ? `${first}/${second}` : first;
}

function isHeld(path: string): boolean {
  return HELD.includes(path.split("/")[0] ?? "");
}

function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, specifier]) => specifier!);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}
