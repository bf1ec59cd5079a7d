import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import { jwtVerify } from "jose";
import {
  MAX_TOKEN_LIFE_S,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from "../shared/agent_token.ts";
import { ANA, message, SECRET, type Site, startSite } from "./site_caller.ts";

const METHOD =
  "/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/inbox.web.js/openSession.ajax";

describe("a member's session", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  it("is a token of minutes that says what Wix says of the member", async () => {
    const { status, json: { result } } = await open(site, await signIn(site));

    assertEquals(status, 200);
    const { payload } = await jwtVerify(
      result.token,
      new TextEncoder().encode(SECRET),
      { issuer: TOKEN_ISSUER, audience: TOKEN_AUDIENCE, algorithms: ["HS256"] },
    );
    const member = site.sandbox.member(ANA.email)!;
    assertEquals(
      [payload.sub, payload.email, payload.email_verified, payload.name],
      [member.id, ANA.email, true, "Ana"],
    );
    assertEquals(Object.keys(payload).toSorted(), [
      "aud",
      "email",
      "email_verified",
      "exp",
      "iat",
      "iss",
      "name",
      "sub",
    ]);
    assert(payload.exp! - payload.iat! <= MAX_TOKEN_LIFE_S);
    assertEquals(Date.parse(result.expiresAt), payload.exp! * 1000);
    assertEquals(
      [result.companionUrl, result.memberId, result.name],
      ["http://127.0.0.1:5001", member.id, "Ana"],
    );
  });

  it("says so when the login e-mail is not verified", async () => {
    site.sandbox.addMember({
      email: "nueva@example.com",
      password: "otra clave larga",
      name: "Nueva",
      verified: false,
    });

    const response = await fetch(`${site.url}/sandbox/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "nueva@example.com" }),
    });

    const { token } = await response.json();
    const { payload } = await jwtVerify(
      token,
      new TextEncoder().encode(SECRET),
    );
    assertEquals(payload.email_verified, false);
  });

  it("is refused to who is not signed in", async () => {
    const { status, json } = await open(site, "");

    assertEquals([status, json.result], [403, undefined]);
  });
});

describe("the notices of Realtime", () => {
  it("say which conversation changed, to the members named, and nothing else", async () => {
    await using site = await startSite();
    const record = {
      userId: "57701",
      nombre: "Cliente",
      mensajes: [message("n1", 1, "un secreto")],
      conversationId: "5d0c2f1e-8f0b-4b52-9a55-0a8b9a3f3d11",
      avisar: ["m-1", "m-2", "m-1"],
      version: 7,
    };

    const { json } = await site.save(record);
    await site.saveMany([{ ...record, avisar: ["m-3"], version: 8 }]);

    assertEquals(json.avisados, true);
    const payload = (version: number) => ({
      id: record.conversationId,
      version,
    });
    assertEquals(
      site.sandbox.published.map((notice) => [
        notice.channel.name,
        notice.channel.resourceId,
        notice.payload,
      ]).toSorted(),
      [
        ["inbox", "m-1", payload(7)],
        ["inbox", "m-2", payload(7)],
        ["inbox", "m-3", payload(8)],
      ],
    );
  });

  it("fail without harm to what is stored", async () => {
    await using site = await startSite();
    await site.fault({ path: "/realtime", status: 500, times: 1 });

    const { status, json } = await site.save({
      userId: "57702",
      mensajes: [message("n2", 1)],
      avisar: ["m-1"],
    });

    assertEquals([status, json.success, json.avisados], [200, true, false]);
    assertEquals((await site.read("57702")).json.mensajes.length, 1);
  });

  it("are read by their own member alone", async () => {
    await using site = await startSite();
    const { realtime_check_permission: check } = await import(
      `file://${site.dist}/src/backend/realtime-permissions.js`
    );

    const mine = { name: "inbox", resourceId: "m-1" };

    assertEquals(check(mine, { id: "m-1" }), { read: true });
    for (
      const [channel, subscriber] of [
        [mine, { id: "m-2" }],
        [{ name: "inbox" }, { id: "m-1" }],
        [{ name: "other", resourceId: "m-1" }, { id: "m-1" }],
        [{ name: "inbox", resourceId: "" }, { id: "" }],
        [{ name: "inbox" }, {}],
        [undefined, undefined],
      ]
    ) {
      assertEquals(check(channel, subscriber), { read: false });
    }
  });
});

async function signIn(site: Site): Promise<string> {
  const response = await fetch(`${site.url}/login`, {
    method: "POST",
    body: new URLSearchParams({ ...ANA, to: "/chat" }),
    redirect: "manual",
  });
  await response.body?.cancel();
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function open(site: Site, cookie: string) {
  const response = await fetch(site.url + METHOD, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: "[]",
  });
  return { status: response.status, json: await response.json() };
}
