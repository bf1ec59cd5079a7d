import { assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { authorization, members } from "@wix/members";
import { ApiKeyStrategy, createClient } from "@wix/sdk";
import { secrets } from "@wix/secrets";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { codeOf } from "./wix_client.ts";
import { startVeloSite } from "./wix_velo_site.ts";
import { ANA, ask, call, DISPATCHER, OWNER, signIn } from "./wix_visits.ts";

const LUIS = {
  ...ANA,
  id: "luis",
  email: "luis@example.com",
  name: "Luis",
  verified: false,
  roles: ["Supervisor"],
};

describe("the site's members", () => {
  let site: WixSandbox;
  let wix: ReturnType<typeof adminOf>;
  beforeAll(async () => {
    const own = "SITE_MEMBER_AUTHOR";
    const permissions = {
      read: own,
      update: own,
      remove: own,
      insert: "SITE_MEMBER",
    } as const;
    site = await startVeloSite({
      members: [ANA, LUIS, OWNER],
      collections: [{ id: "Own", permissions }],
    });
    wix = adminOf(site, site.apiKey);
  });
  afterAll(() => site.stop());

  it("are found by what is known of them", async () => {
    const { items } = await wix.members
      .queryMembers({ fieldsets: ["FULL"] as never })
      .eq("loginEmail", "luis@example.com").find();
    const all = await wix.members.listMembers({ fieldsets: ["FULL"] as never });

    assertEquals(
      items.map(({ _id, loginEmailVerified }) => [_id, loginEmailVerified]),
      [["luis", false]],
    );
    assertEquals(all.members?.length, 3);
    assertEquals(all.metadata?.count, 3);
  });

  it("have roles, which come and go", async () => {
    const titles = async () =>
      (await wix.authorization.getRoles("luis")).roles?.map(({ title }) =>
        title
      );

    assertEquals(await titles(), ["Supervisor"]);
    await wix.authorization.assignRole("luis", "Caja");
    assertEquals(await titles(), ["Supervisor", "Caja"]);
    await wix.authorization.unassignRole("luis", "Caja");
    assertEquals(await titles(), ["Supervisor"]);
    const { rolesByMemberId } = await wix.authorization.queryRoles();
    assertEquals(rolesByMemberId?.ana?.roles, []);
  });

  it("know their own roles and address in the backend, and nobody else does", async () => {
    const luis = await signIn(site, LUIS);
    const owner = await signIn(site, OWNER);

    assertEquals(await classic("roles", luis), {
      result: [{ title: "Supervisor" }],
    });
    assertEquals(await classic("roles", owner), {
      result: [{ title: "Admin" }],
    });
    assertEquals(await classic("who", luis), { result: false });
    assertMatch(JSON.stringify(await classic("roles", "")), /"name":"Error"/);
  });

  it("see and change their own rows, where a collection is its authors'", async () => {
    const [ana, luis] = [await signIn(site, ANA), await signIn(site, LUIS)];
    await call(site, "write", [{ _id: "of-ana" }], ana);
    await call(site, "write", [{ _id: "of-luis" }], luis);

    assertEquals(await call(site, "own", [], ana), [200, {
      result: ["of-ana"],
    }]);
    const [status] = await call(site, "change", [{ _id: "of-luis" }], ana);
    assertEquals(status, 500);
    assertEquals(
      (await call(site, "change", [{ _id: "of-ana" }], ana))[0],
      200,
    );
  });

  it("sign in with their own password alone", async () => {
    const response = await fetch(`${site.url}/login`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ email: ANA.email, password: "otra" }),
    });
    await response.body?.cancel();

    assertEquals([response.status, response.headers.get("set-cookie")], [
      401,
      null,
    ]);
  });

  it("are nobody's business without a key", async () => {
    const token = (await (await fetch(`${site.url}/oauth2/token`, {
      method: "POST",
      body: JSON.stringify({ clientId: "C", grantType: "anonymous" }),
    })).json()).access_token;
    const statusOf = async (path: string) => {
      const response = await fetch(`${site.url}${path}`, {
        headers: { authorization: token },
      });
      await response.body?.cancel();
      return response.status;
    };

    assertEquals(await statusOf("/members/v1/members/ana"), 403);
    assertEquals(await statusOf("/members/v1/roles/members/ana"), 403);
    const vault = "/_api/cloud-secrets-vault-server/api/v1/secrets";
    assertEquals(await statusOf(`${vault}/name/MY_SECRET`), 403);
    const other = adminOf(site, site.apiKey, "ANOTHER-SITE");
    const read = other.secrets.getSecretValue("MY_SECRET");
    assertEquals(await codeOf(read), "UNAUTHENTICATED");
  });

  describe("and its secrets", () => {
    it("are kept, changed, listed without their values and thrown away", async () => {
      const id = await wix.secrets.createSecret({ name: "NEW", value: "1" });
      await wix.secrets.updateSecret(id, { value: "2" });

      assertEquals((await wix.secrets.getSecretValue("NEW")).value, "2");
      const { secrets: listed } = await wix.secrets.listSecretInfo();
      assertEquals(listed?.map(({ name }) => name), ["MY_SECRET", "NEW"]);
      await wix.secrets.deleteSecret(id);
      const read = wix.secrets.getSecretValue("NEW");
      assertEquals(await codeOf(read), "SECRET_NOT_FOUND");
    });
    it("come as an object or as text, as one switches", async () => {
      const read = (): Promise<unknown> =>
        wix.secrets.getSecretValue("MY_SECRET");

      assertEquals(await read(), { value: "s3cr3t" });
      site.variants.secretShape = "text";
      assertEquals(await read(), "s3cr3t");
      site.variants.secretShape = "object";
    });
  });

  async function classic(name: string, cookie: string): Promise<unknown> {
    const response = await fetch(
      `${site.url}${DISPATCHER}/classic.web.js/${name}.ajax`,
      { method: "POST", headers: { cookie }, body: "[]" },
    );
    return await response.json();
  }
});

it("who joins later signs in like anybody", async () => {
  await using site = await startVeloSite();

  const body = JSON.stringify({ ...ANA, id: "eva", email: "eva@example.com" });
  assertEquals(await ask(site, "POST", "/sandbox/members", body), [200, {
    id: "eva",
    email: "eva@example.com",
  }]);

  assertMatch(await signIn(site, { ...ANA, email: "eva@example.com" }), /=/);
});

function adminOf(site: WixSandbox, apiKey: string, siteId = site.siteId) {
  return createClient({
    modules: { authorization, members, secrets },
    auth: ApiKeyStrategy({ apiKey, siteId }),
    fetch: (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      return fetch(new URL(`${url.pathname}${url.search}`, site.url), init);
    },
  });
}
