import { dirname, join } from "node:path";
import {
  startWixSandbox,
  type WixSandbox,
  type WixSandboxOptions,
} from "../../scripts/sandbox/wix/app.ts";

/** A small Velo site, for what the stand-in must do for any site. */
const FILES: Record<string, string> = {
  "src/backend/http-functions.js": `
    import { ok, response, created, serverError } from "wix-http-functions";
    import { items } from "@wix/data";
    import { auth } from "@wix/essentials";
    import { count } from "backend/counter";

    export const get_health = () => ok({ body: { alive: true } });
    export async function post_echo(request) {
      const { baseUrl, url, functionName, method, ip, path, query, headers } = request;
      const body = await request.body.text();
      return created({ status: 500, headers: { "x-kind": "echo" }, body: { baseUrl, url, functionName, method, ip, path, query, headers, body } });
    }
    export async function post_twice(request) {
      await request.body.text();
      return ok({ body: await request.body.json().catch((error) => error.message) });
    }
    export const post_whatsapp = async (request) => response({ status: 202, body: (await request.body.buffer()).toString("hex") });
    export const use_any = ({ method }) => ok({ body: method });
    export const get_throws = () => { throw new Error("secret detail"); };
    export const get_refuses = () => serverError({ body: "no" });
    export const get_count = () => ok({ body: { count: count() } });
    export async function get_slow() {
      await new Promise((resume) => setTimeout(resume, 300));
      await auth.elevate(items.insert)("Late", { _id: "late" });
      return ok();
    }
    export const get_asVisitor = async () =>
      ok({ body: await items.query("Closed").find().then(() => "seen", (error) => error.details.applicationError.code) });
    export const get_elevated = async () =>
      ok({ body: (await auth.elevate(items.query)("Closed").find()).items });
    export async function post_insert(request) {
      const row = await auth.elevate(items.insert)("Closed", await request.body.json());
      return ok({ body: { isDate: row._createdDate instanceof Date, _id: row._id } });
    }
    export const get_outside = () => ok({ body: globalThis.leaked ?? "none" });
  `,
  "src/backend/counter.js": `
    let counted = 0;
    export const count = () => ++counted;
  `,
  "src/backend/greeting.web.js": `
    import { Permissions, webMethod } from "wix-web-module";
    import { members } from "@wix/members";
    import { publish } from "wix-realtime-backend";
    import { getSecret } from "wix-secrets-backend";

    export const hello = webMethod(Permissions.Anyone, (name) => ({ hello: name, at: new Date(0) }));
    export const me = webMethod(Permissions.SiteMember, async () => (await members.getCurrentMember({ fieldsets: ["FULL"] })).member);
    export const owners = webMethod(Permissions.Admin, () => "owner");
    export const fails = webMethod(Permissions.Anyone, () => { throw new TypeError("DENIED: not yours"); });
    export const tell = webMethod(Permissions.Anyone, (channel, payload) => publish(channel, payload));
    export const secret = webMethod(Permissions.Anyone, (name) => getSecret(name));
    export const hidden = () => "not a web method";
  `,
  "src/backend/data.js": `
    export function Hooked_beforeInsert(item, { collectionName }) {
      if (item.bad) throw Object.assign(new RangeError("bad item"), { code: "BAD" });
      return { ...item, by: collectionName, isDate: item.at instanceof Date };
    }
    export function Hooked_afterQuery(item) { return { ...item, seen: true }; }
    export function Hooked_beforeUpdate(item, { currentItem }) { return { ...item, before: currentItem.v }; }
  `,
  "src/backend/realtime-permissions.js": `
    export const realtime_check_permission = (channel, subscriber) => ({ read: channel.resourceId === subscriber.id || channel.name === "open" });
  `,
  "src/public/custom-elements/agent-chat.js": `
    customElements.define("agent-chat", class extends HTMLElement {
      static observedAttributes = ["greeting", "notice"];
      attributeChangedCallback() {
        this.textContent = [this.getAttribute("drawn"), this.getAttribute("greeting"), this.getAttribute("notice")].filter(Boolean).join(" | ");
      }
      connectedCallback() { this.dispatchEvent(new CustomEvent("born", { detail: 1 })); }
    });
  `,
  "src/pages/Inbox.abc12.js": `
    import { hello, me } from "backend/greeting.web";
    import { rendering } from "wix-window-frontend";
    import wixRealtimeFrontend from "wix-realtime-frontend";
    import { authentication } from "wix-members-frontend";

    $w.onReady(async () => {
      if (rendering.env !== "browser") return $w("#inbox").setAttribute("drawn", "server <first>");
      const { hello: name } = await hello((await me()).profile.nickname);
      $w("#inbox").setAttribute("greeting", name + (authentication.loggedIn() ? "!" : "?"));
      const { _id } = await me();
      await wixRealtimeFrontend.subscribe({ name: "inbox", resourceId: _id }, ({ payload }) =>
        $w("#inbox").setAttribute("notice", payload.text));
      $w("#inbox").setAttribute("notice", "listening");
    });
  `,
};

/** Starts the stand-in with the small site; its folder goes when the site stops. */
export async function startVeloSite(
  options: Partial<WixSandboxOptions> = {},
): Promise<WixSandbox> {
  const dist = await Deno.makeTempDir({ prefix: "velo-site-" });
  for (const [path, text] of Object.entries(FILES)) {
    await Deno.mkdir(dirname(join(dist, path)), { recursive: true });
    await Deno.writeTextFile(join(dist, path), text);
  }
  const site = await startWixSandbox({
    port: 0,
    dist,
    dataFile: null,
    siteId: "SITE-ID",
    apiKey: "API-KEY",
    secrets: { MY_SECRET: "s3cr3t" },
    members: [],
    ...options,
  });
  async function stop(): Promise<void> {
    await site.stop();
    await Deno.remove(dist, { recursive: true });
  }
  return { ...site, stop, [Symbol.asyncDispose]: stop };
}
