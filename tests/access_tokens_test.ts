import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  signToken,
  type TokenChanges,
  unsignedToken,
} from "./access_tokens.ts";
import { countRows } from "./door_webhook.ts";
import { emailOf, type Inbox, SITE_SECRET, startInbox } from "./inbox.ts";

const OLD_SECRET = "a-site-secret-that-is-being-rotated-out-now";

describe("the agents' interface", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana", "luis", "eva", "mia", "leo", "ivo"],
      settings: { siteSecrets: [SITE_SECRET, OLD_SECRET] },
    });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const ana = { sub: "member-ana", email: emailOf("ana") };

  /** What `/api/session` and the list say to this token. */
  async function ask(authorization: string | null, query = "") {
    const headers = authorization === null
      ? undefined
      : { Authorization: authorization };
    const session = await fetch(`${inbox.url}/api/session${query}`, {
      headers,
    });
    const list = await fetch(`${inbox.url}/api/conversaciones${query}`, {
      headers,
    });
    return {
      session: [session.status, await session.json()],
      list: [list.status, (await list.json()).code],
    };
  }
  const askAs = async (
    member: { sub: string; email: string },
    changes: TokenChanges = {},
  ) => await ask(`Bearer ${await signToken(member, changes)}`);

  const stranger = {
    session: [401, { logged_in: false }],
    list: [401, "not_signed_in"],
  };

  it("knows nobody without a token that the site signed for now", async () => {
    const right = await signToken(ana);
    const before = await countRows(inbox.sql);
    const secret = "a-secret-of-somebody-else-that-is-long-enough";
    const wrong: [string, TokenChanges][] = [
      ["another secret", { secret }],
      ["another algorithm", { algorithm: "HS512" }],
      ["another issuer", { claims: { iss: "somebody" } }],
      ["another audience", { claims: { aud: "site" } }],
      ["no issuer", { claims: { iss: undefined } }],
      ["no audience", { claims: { aud: undefined } }],
      ["no member", { claims: { sub: undefined } }],
      ["an empty member", { claims: { sub: "" } }],
      ["a member that no database keeps", { claims: { sub: "a\0b" } }],
      ["half a member", { claims: { sub: "\ud800" } }],
      ["a member without an end", { claims: { sub: "x".repeat(201) } }],
      ["no beginning", { claims: { iat: undefined } }],
      ["no end", { claims: { exp: undefined } }],
      ["an end in the past", { issuedIn: -600, expiresIn: -1 }],
      ["a beginning in the future", { issuedIn: 120, expiresIn: 300 }],
      ["too long a life", { expiresIn: 15 * 60 + 1 }],
      ["a life without an end", { claims: { exp: 9e12 } }],
    ];

    for (const [what, changes] of wrong) {
      assertEquals(await askAs(ana, changes), stranger, what);
    }
    for (
      const header of [
        null,
        "",
        "Bearer",
        "Bearer ",
        `Basic ${btoa("ana:clave")}`,
        right,
        `Bearer ${unsignedToken(right)}`,
        `Bearer ${unsignedToken(right)}x`,
        `Bearer ${right}x`,
        `Bearer ${right} ${right}`,
      ]
    ) assertEquals(await ask(header), stranger, header ?? "none");
    for (const name of ["token", "access_token", "authorization", "jwt"]) {
      assertEquals(await ask(null, `?${name}=${right}`), stranger, name);
    }
    assertEquals(await countRows(inbox.sql), before);
    const [bound] = await inbox
      .sql`select member_id from agents where email = ${ana.email}`;
    assertEquals(bound?.memberId, null);
  });

  it("takes a token of either secret, for up to 15 minutes", async () => {
    const luis = { sub: "member-luis", email: emailOf("luis") };

    const answers = [
      await askAs(luis, { expiresIn: 15 * 60 }),
      await askAs(luis, { secret: OLD_SECRET }),
    ];

    for (const { session, list } of answers) {
      assertEquals(session, [200, {
        logged_in: true,
        username: "luis@example.com",
        nombre: "Luis",
        role: "agent",
      }]);
      assertEquals(list[0], 200);
    }
  });

  const noAgent = [403, "not_an_agent"];

  it("lets in no member of another e-mail, of none, or of one that nobody verified", async () => {
    const eva = { sub: "member-eva", email: emailOf("eva") };
    const members: [{ sub: string; email: string }, TokenChanges][] = [
      [{ sub: "member-x", email: "otra@example.com" }, {}],
      [{ sub: "member-x", email: "" }, {}],
      [{ sub: "member-x", email: "x" }, { claims: { email: undefined } }],
      [eva, { claims: { email_verified: false } }],
      [eva, { claims: { email_verified: undefined } }],
      [eva, { claims: { email_verified: "true" } }],
    ];

    for (const [member, changes] of members) {
      const { session, list } = await askAs(member, changes);
      assertEquals([session[0], list], [403, noAgent]);
    }
    const [bound] = await inbox
      .sql`select member_id from agents where email = ${eva.email}`;
    assertEquals(bound?.memberId, null);
  });

  it("binds an agent to the member who came first; from then on the e-mail decides nothing", async () => {
    const mia = { sub: "member-mia", email: "MIA@example.com" };

    const first = await askAs(mia);
    const renamed = await askAs({ ...mia, email: "nueva@example.com" }, {
      claims: { email_verified: false },
    });
    const other = await askAs({ sub: "member-other", email: mia.email });

    assertEquals(first.list[0], 200);
    assertEquals(renamed.list[0], 200);
    assertEquals(other.list, noAgent);
  });

  it("binds once, of two members who come at the same moment", async () => {
    const email = emailOf("leo");
    const members = Array.from({ length: 8 }, (_, at) => `member-leo-${at}`);

    const answers = await Promise.all(
      members.map((sub) => askAs({ sub, email })),
    );

    const inside = answers.filter(({ list }) => list[0] === 200);
    const outside = answers.filter(({ list }) => list[0] === 403);
    assertEquals([inside.length, outside.length], [1, 7]);
  });

  it("lets no paused agent in, and lets them in again afterwards", async () => {
    const ivo = { sub: "member-ivo", email: emailOf("ivo") };

    await inbox.pause("ivo", true);
    const paused = await askAs(ivo);
    await inbox.pause("ivo", false);
    const working = await askAs(ivo);

    assertEquals([paused.session[0], paused.list], [403, noAgent]);
    assertEquals(working.list[0], 200);
  });

  it("is open to the site's pages alone", async () => {
    const [origin] = inbox.settings.siteOrigins;
    const ask = async (from: string, method: string) => {
      const response = await fetch(`${inbox.url}/api/conversaciones`, {
        method,
        headers: {
          "Origin": from,
          "Access-Control-Request-Method": "GET",
          "Access-Control-Request-Headers": "authorization,last-event-id",
        },
      });
      await response.body?.cancel();
      return response.headers;
    };
    const allowed = (headers: Headers) =>
      headers.get("access-control-allow-origin");

    const preflight = await ask(origin!, "OPTIONS");
    const refused = await ask(origin!, "GET");
    const strangers = [];
    for (
      const from of [
        "https://example.com",
        "null",
        `${origin}.example.com`,
        origin!.replace("http:", "https:"),
      ]
    ) strangers.push(await ask(from, "OPTIONS"), await ask(from, "GET"));

    assertEquals([allowed(preflight), allowed(refused)], [origin, origin]);
    assertEquals(
      preflight.get("access-control-allow-headers")?.toLowerCase(),
      "authorization,content-type,last-event-id",
    );
    assertEquals(preflight.get("access-control-allow-credentials"), null);
    assertEquals(strangers.map(allowed), strangers.map(() => null));
  });
});
