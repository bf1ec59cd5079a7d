import * as esbuild from "esbuild";
import { gzipSync } from "node:zlib";

const ENTRY = new URL(
  "../../wix-site/src/public/custom-elements/agent-chat.ts",
  import.meta.url,
).pathname;

let built: Promise<string> | null = null;

/** The agents' page as one script, bundled as for the site. Made once per run. */
export function pageBundle(): Promise<string> {
  return built ??= bundle();
}

/** How much of it travels, in bytes. */
export function gzippedSize(script: string): number {
  return gzipSync(script).byteLength;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
  });
  await esbuild.stop();
  return outputFiles[0]!.text;
}
