import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Hono } from "hono";
import { callerOf, type Identities } from "../platform/identity.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { agentsDocument } from "./agents_document.ts";
import { contentPolicy } from "./content_policy.ts";
import { listScripts, sendScript, webModuleStub } from "./site_scripts.ts";

/** What the page of the agents is made of. */
export interface PageParts {
  dist: string;
  runtime: Runtime;
  identities: Identities;
  secrets: Map<string, string>;
}

const BROWSER = new URL("../browser/", import.meta.url);

/** `/chat`: the page code and the custom element of the built site, put together as Velo does. */
export function agentsPageRoutes(parts: PageParts): Hono {
  const { dist, identities, runtime, secrets } = parts;
  const app = new Hono();

  app.get("/chat", async (c) => {
    const member = identities.ofSession(c.req.raw.headers);
    if (!member) return c.redirect("/login?to=/chat");
    const [pageFile] = await listScripts(
      join(dist, "src", "pages"),
      /^Inbox\..*\.js$/,
    );
    if (!pageFile) {
      return c.text(
        "Cannot show page: src/pages/Inbox.<id>.js is missing",
        500,
      );
    }
    const nonce = randomBytes(16).toString("base64url");
    c.header(
      "content-security-policy",
      contentPolicy(nonce, secrets.get("RELEVO_COMPANION_URL")),
    );
    c.header("cache-control", "no-store");
    c.header("referrer-policy", "no-referrer");
    c.header("x-content-type-options", "nosniff");
    const attributes = await runtime.run(
      callerOf(member),
      ({ renderPage }) => renderPage(pageFile, "#inbox"),
    );
    return c.html(
      await agentsDocument({ nonce, member, pageFile, attributes, dist }),
    );
  });

  app.get(
    "/_site/modules/:file",
    (c) => sendScript(new URL(c.req.param("file"), BROWSER)),
  );
  app.get(
    "/_site/pages/:file",
    (c) => sendScript(join(dist, "src", "pages", c.req.param("file"))),
  );
  app.get("/_site/public/*", (c) => {
    const path = decodeURIComponent(c.req.path).slice("/_site/public/".length);
    if (path.split("/").includes("..")) return c.notFound();
    return sendScript(join(dist, "src", "public", path));
  });
  app.get("/_site/backend/:file", async (c) => {
    const file = c.req.param("file");
    const names = await runtime.run(
      callerOf(null),
      ({ webModules }) => Object.keys(webModules.get(file) ?? {}),
    );
    if (names.length === 0) return c.notFound();
    return c.body(webModuleStub(file, names), 200, {
      "content-type": "text/javascript; charset=utf-8",
    });
  });
  return app;
}
