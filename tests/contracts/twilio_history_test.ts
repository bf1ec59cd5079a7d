import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { CUSTOMER, LINE, openAccount } from "./twilio_account.ts";

describe("the stand-in, after a stop,", () => {
  it("finds the phones' history again after a stop", async () => {
    const folder = await Deno.makeTempDir();
    const dataFile = `${folder}/twilio.json`;
    {
      await using first = await openAccount({ dataFile });
      await first.twilio.inbound({
        from: CUSTOMER,
        body: "Hola",
        media: ["image"],
      });
    }
    {
      await using again = await openAccount({ dataFile });

      const [message] = again.twilio.phone(CUSTOMER);
      assertEquals(message?.body, "Hola");
      const picture = await fetch(message!.media[0]!.url);
      const name = new TextDecoder().decode(await picture.bytes());
      assertEquals(name.slice(1, 4), "PNG");
    }
    await Deno.remove(folder, { recursive: true });
  });

  it("reads the history of an earlier version", async () => {
    const folder = await Deno.makeTempDir();
    const dataFile = `${folder}/twilio.json`;
    const phone = { key: "573001112233", name: "Camila", address: CUSTOMER };
    const message = {
      sid: `SM${"0".repeat(32)}`,
      direction: "inbound",
      from: CUSTOMER,
      to: LINE,
      phone: phone.key,
      body: "Hola",
      status: "received",
      media: [],
      mediaUrls: [],
      createdAt: Date.now(),
      sentAt: Date.now(),
      updatedAt: Date.now(),
    };
    await Deno.writeTextFile(
      dataFile,
      JSON.stringify({
        phones: [{ ...phone, lastInboundAt: Date.now(), reads: false }],
        aliases: [],
        messages: [message],
      }),
    );

    {
      await using old = await openAccount({ dataFile });

      assertEquals(old.twilio.phone(CUSTOMER)[0]?.body, "Hola");
      assertEquals(await old.outcome(), "delivered");
    }
    await Deno.remove(folder, { recursive: true });
  });
});
