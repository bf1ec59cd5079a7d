import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { ProviderError } from "../provider_error.ts";
import { storeConversations } from "./site.ts";

const SECRETS = ["a-site-secret-of-the-tests-long-enough"];
const RECORD = { userId: "573001112233", mensajes: [] };

describe("what the client of the site makes of an answer", () => {
  const outages = [401, 403, 404, 408, 409, 429, 500, 502, 503, 504];
  it(`${outages.join(", ")}: it will be asked again`, async () => {
    for (const status of outages) {
      const error = await refusedBy(() => new Response("no", { status }));

      assertEquals(error.failure, "not_processed", String(status));
      assertEquals(error.isTooOften, status === 429);
    }
  });

  const refusals = [400, 405, 413, 422];
  it(`${refusals.join(", ")}: it will never take this record`, async () => {
    for (const status of refusals) {
      const error = await refusedBy(() => Response.json({}, { status }));

      assertEquals(error.failure, "rejected", String(status));
    }
  });

  const unreadable: [string, () => Response][] = [
    ["a page of Wix's own", () => new Response("<html>Hola</html>")],
    ["no success", () => Response.json({ success: false })],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "/" } }),
    ],
  ];
  for (const [what, answer] of unreadable) {
    it(`${what}: nobody knows, it will be asked again`, async () => {
      assertEquals((await refusedBy(answer)).failure, "ambiguous");
    });
  }

  it("answers for fewer records than asked: nobody knows, all will be asked again", async () => {
    const error = await refusedBy(
      () => Response.json({ success: true, resultados: [] }),
      [RECORD, RECORD],
    );

    assertEquals(error.failure, "ambiguous");
  });

  it("an answer for each record: each for itself", async () => {
    const stored = {
      success: true,
      userId: RECORD.userId,
      stopBot: false,
      observaciones: "",
      threadId: null,
    };
    const refused = { success: false, userId: "x", error: "No" };
    const resultados = [
      stored,
      { ...refused, retryable: true, code: "too_many" },
      { ...refused, retryable: false },
    ];

    const { results, used } = await answering(
      () =>
        Response.json({
          success: true,
          resultados,
          wix: { lecturas: 1, escrituras: 2 },
        }),
      (baseUrl) =>
        storeConversations(
          { baseUrl, secrets: SECRETS },
          [RECORD, RECORD, RECORD],
          new Date(),
        ),
    );

    assertEquals(results, [
      stored,
      { success: false, error: "No", isFinal: false, isTooOften: true },
      { success: false, error: "No", isFinal: true, isTooOften: false },
    ] as never);
    assertEquals(used, { reads: 1, writes: 2 });
  });

  it("nothing of what it took: nobody knows what it took", async () => {
    for (const wix of [undefined, {}, { lecturas: "1", escrituras: 2 }]) {
      const { used } = await answering(
        () => Response.json({ success: true, wix }),
        (baseUrl) =>
          storeConversations(
            { baseUrl, secrets: SECRETS },
            [RECORD],
            new Date(),
          ),
      );

      assertEquals(used, null);
    }
  });
});

function refusedBy(
  answer: () => Response,
  records = [RECORD],
): Promise<ProviderError> {
  return answering(answer, (baseUrl) =>
    assertRejects(
      () =>
        storeConversations({ baseUrl, secrets: SECRETS }, records, new Date()),
      ProviderError,
    ));
}

async function answering<T>(
  answer: () => Response,
  call: (baseUrl: string) => Promise<T>,
): Promise<T> {
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
  }, async (request) => {
    await request.text();
    return answer();
  });
  try {
    return await call(`http://127.0.0.1:${server.addr.port}/_functions`);
  } finally {
    await server.shutdown();
  }
}
