import { type Context, Hono } from "hono";
import { now } from "../clock.ts";
import { toRfc2822 } from "../messages/message_json.ts";
import { cutPage } from "../paging.ts";
import type { ApiKey } from "../records.ts";
import { notFound } from "../refusal.ts";
import { readForm } from "../request_body.ts";
import { newSid } from "../sids.ts";
import type { Sandbox } from "../state.ts";
import type { SignedIn } from "./credentials.ts";

/** API keys: another user and password of the same account. A secret is told once. */
export function keysApi(sandbox: Sandbox): Hono<SignedIn> {
  const { keys } = sandbox;
  const one = "/Keys/:file{SK\\w+\\.json}";
  return new Hono<SignedIn>()
    .get("/Keys.json", (c) => {
      const url = new URL(c.req.url);
      const mine = [...keys.values()].reverse().filter((key) =>
        key.accountSid === c.var.account.sid
      );
      const { items, envelope } = cutPage(sandbox, mine, url);
      return c.json({ ...envelope, keys: items.map(toJson) });
    })
    .post("/Keys.json", async (c) => {
      const form = await readForm(c);
      const key: ApiKey = {
        sid: newSid("SK"),
        accountSid: c.var.account.sid,
        secret: crypto.randomUUID().replaceAll("-", ""),
        friendlyName: form.get("FriendlyName") ?? "",
        createdAt: now(sandbox),
      };
      keys.set(key.sid, key);
      return c.json({ ...toJson(key), secret: key.secret }, 201);
    })
    .get(one, (c) => c.json(toJson(find(sandbox, c))))
    .post(one, async (c) => {
      const key = find(sandbox, c);
      key.friendlyName = (await readForm(c)).get("FriendlyName") ??
        key.friendlyName;
      return c.json(toJson(key));
    })
    .delete(one, (c) => {
      keys.delete(find(sandbox, c).sid);
      return c.body(null, 204);
    });
}

function find({ keys }: Sandbox, c: Context<SignedIn>): ApiKey {
  const sid = (c.req.param("file") ?? "").replace(/\.json$/, "");
  const key = keys.get(sid);
  if (key?.accountSid !== c.var.account.sid) throw notFound(c.req.path);
  return key;
}

function toJson({ sid, friendlyName, createdAt }: ApiKey) {
  const born = toRfc2822(createdAt);
  return {
    sid,
    friendly_name: friendlyName,
    date_created: born,
    date_updated: born,
  };
}
