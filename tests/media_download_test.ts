import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { download } from "../companion/providers/media/download.ts";
import { requestPinned } from "../companion/providers/media/pinned_request.ts";
import { ProviderError } from "../companion/providers/provider_error.ts";

const AUTHORIZATION = `Basic ${btoa("AC1:token")}`;

interface Host extends AsyncDisposable {
  origin: string;
  /** What each request brought: its path, and its credentials. */
  asked: [path: string, authorization: string | null][];
}

/** A host of files: `/to?<address>` leads there, `/loop` to itself, `/endless` has no end. */
function startHost(): Host {
  const asked: Host["asked"] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      const { pathname, search } = new URL(request.url);
      asked.push([pathname, request.headers.get("authorization")]);
      if (pathname.endsWith("/to")) {
        return redirect(decodeURIComponent(search.slice(1)));
      }
      if (pathname === "/loop") return redirect("/loop");
      if (pathname === "/status") {
        return new Response(null, { status: Number(search.slice(1)) });
      }
      if (pathname === "/large") return new Response("x".repeat(10_001));
      if (pathname === "/broken") return new Response(broken());
      if (pathname === "/endless") return new Response(endless());
      return new Response("bytes", {
        headers: { "content-type": "image/png" },
      });
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}

function broken(): ReadableStream<Uint8Array> {
  let isBegun = false;
  return new ReadableStream({
    pull(controller) {
      if (isBegun) controller.error(new Error("Broken"));
      else controller.enqueue(new Uint8Array(100));
      isBegun = true;
    },
  });
}

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1000)),
  });
}

describe("fetching a file", () => {
  it("shows the account's word to Twilio's own path, and to nobody that it leads to", async () => {
    await using twilio = startHost();
    await using elsewhere = startHost();
    const rules = {
      credentials: {
        prefix: `${twilio.origin}/Accounts/AC1/Messages/MM1/Media/`,
        authorization: AUTHORIZATION,
      },
      trustedOrigins: [twilio.origin, elsewhere.origin],
      maxSize: 1000,
    };
    const own = "/Accounts/AC1/Messages/MM1/Media";
    const file = `${elsewhere.origin}/file`;

    const fetched = await download(`${twilio.origin}${own}/to?${file}`, rules);
    await download(`${elsewhere.origin}${own}/ME1`, rules);
    for (
      const path of [
        "/Accounts/AC2/Messages/MM1/Media/ME1",
        "/Accounts/AC1/Messages/MM2/Media/ME1",
        `${own}/../../../../elsewhere`,
        `${own}/%2e%2e/%2e%2e/elsewhere`,
        "/cdn/ME1",
      ]
    ) await download(twilio.origin + path, rules);

    assertEquals(fetched.contentType, "image/png");
    assertEquals(twilio.asked.filter(([, word]) => word !== null), [
      [`${own}/to`, AUTHORIZATION],
    ]);
    assertEquals(elsewhere.asked.map(([, word]) => word), [null, null]);
  });

  it("never reaches an address of our own network, nor one that leads there", async () => {
    await using trusted = startHost();
    await using inside = startHost();
    const rules = {
      credentials: null,
      trustedOrigins: [trusted.origin],
      maxSize: 1000,
    };
    const { port } = new URL(inside.origin);
    const addresses = [
      `${inside.origin}/file`,
      `http://[::1]:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://0x7f.1:${port}/`,
      `http://0:${port}/`,
      "http://10.0.0.1/",
      "http://172.16.3.4/",
      "http://192.168.1.1/",
      "http://100.64.0.1/",
      "http://169.254.169.254/latest",
      "http://[fd00::1]/",
      "http://[fe80::1]/",
      "file:///etc/passwd",
      "data:text/plain,hola",
    ];

    for (const address of addresses) {
      for (const way of [address, `${trusted.origin}/to?${address}`]) {
        const error = await assertRejects(
          () => download(way, rules),
          ProviderError,
        );
        assertEquals(error.failure, "rejected", address);
      }
    }
    assertEquals(inside.asked, []);
  });

  it("connects to the address that it looked at, whatever the name means by then", async () => {
    await using host = startHost();
    const { port } = new URL(host.origin);
    const request = {
      address: "127.0.0.1",
      headers: {},
      signal: AbortSignal.timeout(5000),
    };

    const response = await requestPinned(
      new URL(`http://files.invalid:${port}/file`),
      request,
    );
    response.destroy();

    assertEquals(response.statusCode, 200);
    assertEquals(host.asked, [["/file", null]]);
  });

  it("refuses a name that also means an address of our own network, at each hop", async () => {
    await using trusted = startHost();
    const names: Record<string, string[]> = {
      "inside.invalid": ["127.0.0.1"],
      "both.invalid": ["8.8.8.8", "10.0.0.1"],
      "six.invalid": ["8.8.8.8", "::ffff:7f00:1"],
      "old.invalid": ["::7f00:1"],
      "through.invalid": ["2002:7f00:1::"],
      "far.invalid": ["fec0::1"],
    };
    const rules = {
      credentials: null,
      trustedOrigins: [trusted.origin],
      maxSize: 1000,
      resolve: (host: string) => Promise.resolve(names[host] ?? []),
    };

    for (const name of Object.keys(names)) {
      const address = `https://${name}/file`;
      for (const way of [address, `${trusted.origin}/to?${address}`]) {
        const error = await assertRejects(
          () => download(way, rules),
          ProviderError,
        );
        assertEquals([error.failure, error.message], [
          "rejected",
          "The file's address is private",
        ]);
      }
    }
    const nowhere = await assertRejects(
      () => download("https://nowhere.invalid/file", rules),
      ProviderError,
    );
    assertEquals(nowhere.failure, "not_processed");
  });

  it("says what may be had later, and what never", async () => {
    await using host = startHost();
    const rules = {
      credentials: null,
      trustedOrigins: [host.origin, "http://127.0.0.1:1"],
      maxSize: 10_000,
    };
    const cases = [
      [`${host.origin}/status?404`, "not_processed"],
      [`${host.origin}/status?503`, "not_processed"],
      [`${host.origin}/status?410`, "rejected"],
      [`${host.origin}/broken`, "not_processed"],
      [`${host.origin}/large`, "rejected"],
      [`${host.origin}/to?http%3A%2F%2F%5B`, "rejected"],
      ["http://127.0.0.1:1/", "not_processed"],
      ["no address", "rejected"],
    ] as const;

    for (const [address, failure] of cases) {
      const error = await assertRejects(
        () => download(address, rules),
        ProviderError,
      );
      assertEquals(error.failure, failure, address);
    }
  });

  it("ends where it leads in circles, or has no end", async () => {
    await using host = startHost();
    const rules = {
      credentials: null,
      trustedOrigins: [host.origin],
      maxSize: 10_000,
    };

    for (const path of ["/loop", "/endless"]) {
      const error = await assertRejects(
        () => download(host.origin + path, rules),
        ProviderError,
      );
      assertEquals(error.failure, "rejected");
    }
  });
});
