import { assertEquals } from "@std/assert";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  it,
} from "@std/testing/bdd";
import { publisher } from "@wix/realtime";
import { ApiKeyStrategy, createClient } from "@wix/sdk";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { usualVariants } from "../../scripts/sandbox/wix/variants.ts";
import { startVeloSite } from "./wix_velo_site.ts";
import { ANA, ask, call, listen, signIn } from "./wix_visits.ts";

const OPEN = { name: "open" };

describe("Realtime", () => {
  let site: WixSandbox;
  beforeAll(async () => {
    site = await startVeloSite({ members: [ANA] });
  });
  afterAll(() => site.stop());
  beforeEach(() => void Object.assign(site.variants, usualVariants()));
  const tell = (n: number, channel: object = OPEN) =>
    call(site, "tell", [channel, { n }]);

  it("asks the site once for each subscription, and never for a notice", async () => {
    const asked = async () =>
      ((await ask(site, "GET", "/_functions/asked"))[1] as { asked: number })
        .asked;
    const before = await asked();
    await using stream = await listen(site, await signIn(site, ANA));

    await stream.subscribe(OPEN);
    await stream.subscribe({ name: "inbox", resourceId: "ana" });
    await tell(1);
    await tell(2);
    await stream.next();

    assertEquals(await asked() - before, 2);
  });

  it("has no history: who comes late has missed it", async () => {
    await tell(1);
    await using stream = await listen(site, "");
    await stream.subscribe(OPEN);
    await tell(2);

    assertEquals(await stream.next(), { n: 2 });
  });

  it("changes the order of notices, as one switches", async () => {
    await using stream = await listen(site, "");
    await stream.subscribe(OPEN);
    const before = site.published.length;
    site.variants.delayEveryNotice = 1;
    await tell(1);
    site.variants.delayEveryNotice = 0;
    await tell(2);

    assertEquals(site.published.length - before, 2);
    assertEquals([await stream.next(), await stream.next()], [
      { n: 2 },
      { n: 1 },
    ]);
    site.variants.delayEveryNotice = 1;
    await tell(3);
    assertEquals(await stream.next(), { n: 3 }, "none follows, and yet");
  });

  it("refuses subscriptions, as one switches", async () => {
    site.variants.refuseSubscriptions = true;
    await using stream = await listen(site, "");

    assertEquals(await stream.subscribe(OPEN), 403);
  });

  it("lets everybody listen in the site's editor, where nothing of the live site is heard", async () => {
    site.variants.viewMode = "Preview";
    await using stream = await listen(site, "");
    const inbox = { name: "inbox", resourceId: "ana" };

    assertEquals(await stream.subscribe(inbox), 200);
    await publishFromElsewhere({ n: 1 });
    await tell(2, inbox);

    assertEquals(await stream.next(), { n: 2 });
    assertEquals(site.published.at(-1)!.channel.name, "@preview-inbox");
  });

  it("without the site's permissions lets everybody listen, or nobody", async () => {
    await using open = await startVeloSite({
      missing: ["src/backend/realtime-permissions.js"],
    });
    await using stream = await listen(open, "");

    assertEquals(await stream.subscribe({ name: "inbox" }), 200);
    open.variants.unguardedRealtime = "nobody";
    assertEquals(await stream.subscribe({ name: "inbox" }), 403);
  });

  async function publishFromElsewhere(payload: object): Promise<void> {
    const client = createClient({
      modules: { publisher },
      auth: ApiKeyStrategy({ apiKey: site.apiKey, siteId: site.siteId }),
      fetch: (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        return fetch(new URL(url.pathname, site.url), init);
      },
    });
    const channel = { name: "inbox", resourceId: "ana" };
    await client.publisher.publish(channel, payload);
  }
});
