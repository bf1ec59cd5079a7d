import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { provisionSite } from "../scripts/provision.ts";
import { wixClient } from "../scripts/provision/wix_client.ts";
import { message, startSite } from "./site_caller.ts";

const AT = message(null, 1).timestamp;

/** Two rows of one customer, as a site without a unique index may have them. */
const DOUBLES = ["uno", "dos"].map((mensaje) => ({
  _id: crypto.randomUUID(),
  userId: "59001",
  mensajes: [{ from: "usuario", mensaje, timestamp: AT }],
  propia: true,
}));

describe("provisioning a site", () => {
  it("makes what is missing, closes it, and finds nothing to do the next time", async () => {
    await using site = await startSite();
    const { collections, indexes } = wixClient(site.access);

    const again = await provisionSite(site.access);

    const done = (report: typeof again) => report.map(({ done }) => done);
    assertEquals(done(site.provisioned), [
      ["created", "index relevo_user asked for"],
      [
        "created",
        "index relevo_user_time asked for",
        "index relevo_time asked for",
      ],
      ["created"],
    ]);
    assertEquals(done(again), [[], [], []]);
    for (const id of ["CHATBOT", "CHATBOT_MENSAJES", "CHATBOT_BORRADOS"]) {
      const { permissions } = await collections.getDataCollection(id);
      assertEquals(
        new Set(Object.values(permissions ?? {})),
        new Set(["ADMIN"]),
      );
    }
    const { indexes: [index] = [] } = await indexes.listIndexes("CHATBOT");
    assertEquals([index?.unique, index?.fields?.[0]?.path], [true, "userId"]);
  });

  it("adds fields to a collection that is there, closes it, and leaves what others put there", async () => {
    await using site = await startSite();
    const { collections } = wixClient(site.access);
    const { revision } = await collections.getDataCollection("CHATBOT");
    await collections.updateDataCollection({
      _id: "CHATBOT",
      revision: revision!,
      displayName: "Mi bot",
      fields: [{ key: "userId", type: "TEXT" }, { key: "propia", type: "URL" }],
      permissions: {
        read: "ANYONE",
        insert: "ADMIN",
        update: "SITE_MEMBER",
        remove: "ADMIN",
      },
    });
    await site.data.insert("CHATBOT", { userId: "1", propia: "https://a.b" });

    const [chatbot] = await provisionSite(site.access);

    assert(chatbot?.done.includes("closed to everyone but the backend"));
    const found = await collections.getDataCollection("CHATBOT");
    assertEquals([found.displayName, found.permissions?.read], [
      "Mi bot",
      "ADMIN",
    ]);
    const keys = (found.fields ?? []).map(({ key }) => key);
    assertEquals(
      ["userId", "propia", "mensajes", "marca"].every((key) =>
        keys.includes(key)
      ),
      true,
    );
    assertEquals(site.sandbox.rows("CHATBOT")[0]?.propia, "https://a.b");
  });

  it("says which index cannot be built for doubles, and the site reads both and writes to one", async () => {
    await using site = await startSite({ rows: DOUBLES });

    const answer = await site.save({
      userId: "59001",
      mensajes: [message("n1", 9, "tres")],
      version: 1,
    });

    const [chatbot, messages] = site.provisioned;
    assertStringIncludes(chatbot?.problem ?? "", "userId");
    assertEquals(messages?.problem, null);
    assertEquals(answer.status, 200);
    assertEquals(site.sandbox.rows("CHATBOT").length, 2);
    const { json } = await site.read("59001");
    const said = json.mensajes.map((each: { mensaje: string }) => each.mensaje);
    assertEquals(said.toSorted(), ["dos", "tres", "uno"]);
  });
});
