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
    import { asked, count } from "backend/counter";
    import { takeTrace } from "backend/trace";

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
    export const get_asked = () => ok({ body: { asked: asked() } });
    export const get_trace = () => ok({ body: takeTrace() });
    export async function post_steps(request) {
      for (const step of await request.body.json()) await auth.elevate(items.insert)("Late", { _id: step });
      return ok({ body: { count: count() } });
    }
    export async function post_quietly(request) {
      const row = await request.body.json();
      return ok({ body: await auth.elevate(items.insert)("Watched", row, { suppressHooks: true }) });
    }
    export const get_outside = () => ok({ body: globalThis.leaked ?? "none" });
  `,
  "src/backend/counter.js": `
    let counted = 0;
    export const count = () => ++counted;
    let questions = 0;
    export const ask = () => ++questions;
    export const asked = () => questions;
  `,
  "src/backend/trace.js": `
    const told = [];
    export const tell = (...what) => void told.push(what.join(" "));
    export const takeTrace = () => told.splice(0);
  `,
  "src/backend/classic.web.js": `
    import { Permissions, webMethod } from "wix-web-module";
    import { currentMember } from "wix-members-backend";
    import wixData from "wix-data";

    export const alters = webMethod(Permissions.Anyone, async (given) => {
      const item = { ...given };
      const answer = await wixData.insert("Closed", item, { suppressAuth: true });
      return { isSame: answer === item, altered: Object.keys(item).sort() };
    });
    export const missing = webMethod(Permissions.Anyone, () =>
      wixData.get("Closed", "none", { suppressAuth: true }).then((row) => ({ row }), ({ code }) => ({ code })));
    export const asks = webMethod(Permissions.Anyone, async (options) => {
      const two = wixData.query("Closed").eq("n", 2);
      const { items, totalCount } = await wixData.query("Closed").eq("n", 1).or(two).limit(1).find(options);
      return { found: items.length, totalCount, counted: await two.count(options) };
    });
    export const roles = webMethod(Permissions.Anyone, () => currentMember.getRoles());
    export const who = webMethod(Permissions.Anyone, async () => (await currentMember.getMember({ fieldsets: ["FULL"] })).loginEmailVerified);
  `,
  "src/backend/greeting.web.js": `
    import { Permissions, webMethod } from "wix-web-module";
    import { items } from "@wix/data";
    import { members } from "@wix/members";
    import { publish } from "wix-realtime-backend";
    import { getSecret } from "wix-secrets-backend";

    export const hello = webMethod(Permissions.Anyone, (name) => ({ hello: name, at: new Date(0) }));
    export const me = webMethod(Permissions.SiteMember, async () => (await members.getCurrentMember({ fieldsets: ["FULL"] })).member);
    export const owners = webMethod(Permissions.Admin, () => "owner");
    export const fails = webMethod(Permissions.Anyone, () => { throw new TypeError("DENIED: not yours"); });
    export const tell = webMethod(Permissions.Anyone, (channel, payload) => publish(channel, payload));
    export const secret = webMethod(Permissions.Anyone, (name) => getSecret(name));
    export const write = webMethod(Permissions.SiteMember, (row) => items.insert("Own", row));
    export const change = webMethod(Permissions.SiteMember, (row) => items.update("Own", row));
    export const own = webMethod(Permissions.SiteMember, async () => (await items.query("Own").find()).items.map(({ _id }) => _id));
    export const hidden = () => "not a web method";
  `,
  "src/backend/data.js": `
    import { items } from "@wix/data";
    import { auth } from "@wix/essentials";
    import { tell } from "backend/trace";

    export function Hooked_beforeInsert(item, { collectionName }) {
      if (item.bad) throw Object.assign(new RangeError("bad item"), { code: "BAD" });
      return { ...item, by: collectionName, isDate: item.at instanceof Date };
    }
    export function Hooked_afterQuery(item) { return { ...item, seen: true }; }
    export function Hooked_beforeUpdate(item, { currentItem }) { return { ...item, before: currentItem.v }; }

    export function Watched_beforeInsert(item, { userRole }) { tell("beforeInsert", item._id, userRole); }
    export async function Watched_afterInsert(item) {
      await auth.elevate(items.save)("Late", { _id: item._id + "-told" });
      tell("afterInsert", item._id);
    }
    export function Watched_beforeUpdate(item, { currentItem }) { tell("beforeUpdate", currentItem.v, item.v); }
    export function Watched_afterUpdate(item) { tell("afterUpdate", item.v); }
    export function Watched_beforeRemove(id, { currentItem }) { tell("beforeRemove", id, currentItem.v); if (currentItem.kept) throw new Error("kept"); }
    export function Watched_afterRemove(item) { tell("afterRemove", item._id); }
    export function Watched_beforeGet(id) { tell("beforeGet", id); return id === "alias" ? "a" : id; }
    export function Watched_afterGet(item) { tell("afterGet", item._id); }
    export function Watched_beforeQuery(query) { tell("beforeQuery", JSON.stringify(query.filter)); return "not a query"; }
    export function Watched_afterQuery(item) { tell("afterQuery", item._id); }
    export function Watched_beforeCount() { tell("beforeCount"); }
    export function Watched_afterCount(count) { tell("afterCount", count); return count + 100; }
    export function Watched_beforeDistinct() { tell("beforeDistinct"); }
    export function Watched_afterDistinct(values) { tell("afterDistinct", values); }
    export function Watched_beforeAggregate() { tell("beforeAggregate"); }
    export function Watched_afterAggregate(group) { tell("afterAggregate", group.count); }
    export function Watched_onFailure(error) { tell("onFailure", error.message); }
  `,
  "src/backend/realtime-permissions.js": `
    import { ask } from "backend/counter";
    export const realtime_check_permission = (channel, subscriber) => {
      ask();
      return { read: channel.resourceId === subscriber.id || channel.name === "open" };
    };
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

/** Rules that are turned off to prove that a test notices, comma-separated. */
const WITHOUT = (Deno.env.get("WIX_WITHOUT") ?? "").split(",").filter(Boolean);

interface VeloSiteOptions extends Partial<WixSandboxOptions> {
  /** Files of the site that it is to be without. */
  missing?: readonly string[];
}

/** Starts the stand-in with the small site; its folder goes when the site stops. */
export async function startVeloSite(
  { missing = [], ...options }: VeloSiteOptions = {},
): Promise<WixSandbox> {
  const dist = await Deno.makeTempDir({ prefix: "velo-site-" });
  for (const [path, text] of Object.entries(FILES)) {
    if (missing.includes(path)) continue;
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
    without: WITHOUT,
    ...options,
  });
  async function stop(): Promise<void> {
    await site.stop();
    await Deno.remove(dist, { recursive: true });
  }
  return { ...site, stop, [Symbol.asyncDispose]: stop };
}
