import type { Browser } from "playwright-core";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/**
 * Starts the browser that comes from npm, kept on loopback. It needs nothing from the system:
 * its package unpacks the libraries that it links to when it believes itself where there are none.
 */
export async function launchBrowser(): Promise<Browser> {
  Deno.env.set("AWS_LAMBDA_JS_RUNTIME", "nodejs20.x");
  const { default: chromium } = await import("@sparticuz/chromium");
  const { chromium: launcher } = await import("playwright-core");
  return await launcher.launch({
    executablePath: await chromium.executablePath(),
    headless: true,
    args: isRoot() ? ["--no-sandbox", ...FLAGS] : FLAGS,
  });
}

/** As root the browser refuses to start with its sandbox. */
function isRoot(): boolean {
  return Deno.uid() === 0;
}
