/** The packages that the site installs at Wix; the versions are those of `deno.json`. */
const PACKAGES = [
  "@wix/data",
  "@wix/essentials",
  "@wix/members",
  "@wix/realtime",
  "@wix/secrets",
];

/** What a Velo repository holds beside its `src`, by path. */
export async function siteManifest(
  site: URL,
): Promise<Map<string, Uint8Array>> {
  return new Map([
    ["wix.config.json", await Deno.readFile(new URL("wix.config.json", site))],
    ["README.md", await Deno.readFile(new URL("README.md", site))],
    ["package.json", toFile(await packageJson(site))],
    [".gitignore", new TextEncoder().encode(".wix/\nnode_modules/\n")],
  ]);
}

async function packageJson(site: URL) {
  const { imports } = JSON.parse(
    await Deno.readTextFile(new URL("../deno.json", site)),
  ) as { imports: Record<string, string> };
  return {
    name: "relevo-site",
    version: "1.0.0",
    private: true,
    license: "MIT",
    scripts: { postinstall: "wix sync-types", dev: "wix dev" },
    dependencies: Object.fromEntries(
      PACKAGES.map((name) => [name, versionOf(imports[name], name)]),
    ),
  };
}

function versionOf(specifier: string | undefined, name: string): string {
  const version = specifier?.slice(`npm:${name}@`.length);
  if (!version) throw new Error(`Cannot build site: deno.json lacks ${name}`);
  return version;
}

function toFile(json: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
}
