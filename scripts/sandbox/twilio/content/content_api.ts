import { type Context, Hono } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import { now } from "../clock.ts";
import { cutMetaPage } from "../paging.ts";
import { notFound, TwilioRefusal } from "../refusal.ts";
import { readJson } from "../request_body.ts";
import { newSid } from "../sids.ts";
import type { Sandbox } from "../state.ts";
import { requestApproval, review } from "./approval.ts";
import type { Content } from "./content.ts";
import {
  toApprovalJson,
  toContentAndApprovalJson,
  toContentJson,
} from "./content_json.ts";
import { searchContents } from "./content_search.ts";
import { parseTypes, parseVariables } from "./content_types.ts";

/** Contents, their approval, and the lists of both. */
export function contentApi(sandbox: Sandbox): Hono<SignedIn> {
  const { contents } = sandbox;
  return new Hono<SignedIn>()
    .get("/v1/Content", (c) => list(sandbox, c, toContentJson))
    .get("/v2/Content", (c) => list(sandbox, c, toContentJson))
    .get(
      "/v1/ContentAndApprovals",
      (c) => list(sandbox, c, toContentAndApprovalJson),
    )
    .get(
      "/v2/ContentAndApprovals",
      (c) => list(sandbox, c, toContentAndApprovalJson),
    )
    // What was made before the Content API; nothing was, here.
    .get("/v1/LegacyContent", (c) => {
      const url = new URL(c.req.url);
      const { envelope } = cutMetaPage(sandbox, [], { url, key: "contents" });
      return c.json({ contents: [], ...envelope });
    })
    .post("/v1/Content", async (c) => {
      const content = addContent(
        sandbox,
        c.var.account.sid,
        await readJson(c),
      );
      return c.json(toContentJson(content, new URL(c.req.url).origin), 201);
    })
    .get("/v1/Content/:sid{HX\\w+}", (c) => {
      const { origin } = new URL(c.req.url);
      return c.json(toContentJson(find(sandbox, c), origin));
    })
    .put("/v1/Content/:sid{HX\\w+}", async (c) => {
      const content = find(sandbox, c);
      change(sandbox, content, await readJson(c));
      return c.json(toContentJson(content, new URL(c.req.url).origin));
    })
    .delete("/v1/Content/:sid{HX\\w+}", (c) => {
      contents.delete(find(sandbox, c).sid);
      return c.body(null, 204);
    })
    .post("/v1/Content/:sid{HX\\w+}/ApprovalRequests/whatsapp", async (c) => {
      const content = find(sandbox, c);
      requestApproval(sandbox, content, await readJson(c));
      const answer = toApprovalJson(content);
      if (sandbox.delivery.mode === "auto") review(sandbox, content);
      return c.json(answer, 201);
    })
    .get("/v1/Content/:sid{HX\\w+}/ApprovalRequests", (c) => {
      const content = find(sandbox, c);
      const { origin, pathname } = new URL(c.req.url);
      return c.json({
        sid: content.sid,
        account_sid: content.accountSid,
        whatsapp: { type: "whatsapp", ...toApprovalJson(content) },
        url: origin + pathname,
      });
    });
}

/** Makes a content. @throws {TwilioRefusal} */
export function addContent(
  sandbox: Sandbox,
  accountSid: string,
  body: Record<string, unknown>,
): Content {
  if (typeof body.language !== "string" || !body.language) {
    throw new TwilioRefusal(20001, "language is required");
  }
  const time = now(sandbox);
  const content: Content = {
    sid: newSid("HX"),
    accountSid,
    friendlyName: String(body.friendly_name ?? ""),
    language: body.language,
    variables: parseVariables(body.variables),
    types: parseTypes(body.types),
    approval: null,
    createdAt: time,
    updatedAt: time,
  };
  sandbox.contents.set(content.sid, content);
  return content;
}

function change(
  sandbox: Sandbox,
  content: Content,
  body: Record<string, unknown>,
): void {
  if (content.approval) {
    throw new TwilioRefusal(20409, "Sent for approval already", 409);
  }
  Object.assign(content, {
    types: parseTypes(body.types),
    variables: parseVariables(body.variables ?? content.variables),
    friendlyName: String(body.friendly_name ?? content.friendlyName),
    language: String(body.language ?? content.language),
    updatedAt: now(sandbox),
  });
}

function list(
  sandbox: Sandbox,
  c: Context<SignedIn>,
  toJson: (content: Content, origin: string) => Record<string, unknown>,
): Response {
  const url = new URL(c.req.url);
  const mine = [...sandbox.contents.values()].reverse().filter((content) =>
    content.accountSid === c.var.account.sid
  );
  const found = url.pathname.startsWith("/v2/")
    ? searchContents(mine, url.searchParams)
    : mine;
  const { items, envelope } = cutMetaPage(sandbox, found, {
    url,
    key: "contents",
  });
  const contents = items.map((content) => toJson(content, url.origin));
  return c.json({ contents, ...envelope });
}

function find({ contents }: Sandbox, c: Context<SignedIn>): Content {
  const content = contents.get(c.req.param("sid") ?? "");
  if (content?.accountSid !== c.var.account.sid) throw notFound(c.req.path);
  return content;
}
