import { join } from "node:path";
import { html, raw } from "hono/html";
import type { Member } from "../platform/members.ts";
import { listScripts } from "./site_scripts.ts";

const FRONTEND_MODULES = [
  "wix-members-frontend",
  "wix-location-frontend",
  "wix-realtime-frontend",
  "wix-window-frontend",
  "wix-storage-frontend",
];

/** The document around the element: Velo's page, as a browser gets it. */
export async function agentsDocument(
  { nonce, member, pageFile, attributes, dist }: {
    nonce: string;
    member: Member;
    pageFile: string;
    attributes: Record<string, string>;
    dist: string;
  },
) {
  const state = {
    member: {
      id: member.id,
      email: member.email,
      name: member.name,
      roles: member.roles,
    },
  };
  const given = Object.entries(attributes).map(([name, value]) =>
    html`
      ${name}="${value}"
    `
  );
  return html`
    <!doctype html>
    <html lang="es">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Bandeja</title>
        <link rel="icon" href="data:," />
        <style
          nonce="${nonce}">html, body { height: 100%; margin: 0; } agent-chat { display: block; height: 100%; }</style>
        <script type="importmap" nonce="${nonce}">${raw(
          inScript(await importMap(dist)),
        )}</script>
        <script type="application/json" id="site-state">${raw(
          inScript(state),
        )}</script>
        <script type="module"
          src="/_site/public/custom-elements/agent-chat.js"></script>
        <script type="module" src="/_site/modules/velo_page.js"></script>
        <script type="module" src="/_site/pages/${pageFile}"></script>
      </head>
      <body>
        <agent-chat id="inbox" ${given}></agent-chat>
      </body>
    </html>
  `;
}

async function importMap(dist: string): Promise<object> {
  const frontend = FRONTEND_MODULES.map((
    name,
  ) => [name, `/_site/modules/${name}.js`]);
  const methods =
    (await listScripts(join(dist, "src", "backend"), /\.web\.js$/)).flatMap((
      file,
    ) => [
      [`backend/${file}`, `/_site/backend/${file}`],
      [`backend/${file.replace(/\.js$/, "")}`, `/_site/backend/${file}`],
    ]);
  return {
    imports: {
      ...Object.fromEntries([...frontend, ...methods]),
      "public/": "/_site/public/",
    },
  };
}

/** JSON that cannot end the script it stands in. */
function inScript(value: object): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
