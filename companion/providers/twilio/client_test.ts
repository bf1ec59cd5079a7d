import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { ProviderError } from "../provider_error.ts";
import { createMessage } from "./client.ts";

const ACCOUNT = "AC00000000000000000000000000000001";
const MESSAGE = {
  from: "whatsapp:+573150000001",
  to: "whatsapp:+573150000002",
  body: "Hola",
  mediaUrl: null,
  statusCallback: "https://example.com/status?m=1",
};

describe("what the client of Twilio makes of an answer", () => {
  const refusals = [
    { status: 400, code: 21610, failure: "rejected" },
    { status: 400, code: 63024, failure: "rejected" },
    { status: 400, code: 63016, failure: "rejected" },
    { status: 401, code: 20003, failure: "account" },
    { status: 404, code: 20404, failure: "account" },
    { status: 429, code: 20429, failure: "not_processed" },
    { status: 500, code: 20500, failure: "ambiguous" },
    { status: 503, code: 20503, failure: "ambiguous" },
  ];
  for (const { status, code, failure } of refusals) {
    it(`${status} with error ${code}: ${failure}`, async () => {
      const error = await refusedBy(() =>
        Response.json({ code, message: "No", status }, { status })
      );

      assertEquals([error.failure, error.code], [failure, code]);
    });
  }

  it("an error in the newer manner: by its code all the same", async () => {
    const problem = { type: "x", title: "No", status: 400, code: 63024 };

    const error = await refusedBy(() =>
      Response.json(problem, {
        status: 400,
        headers: { "content-type": "application/problem+json" },
      })
    );

    assertEquals([error.failure, error.code], ["rejected", 63024]);
  });

  const unreadable: [string, () => Response][] = [
    ["a page of a proxy", () => new Response("<html>Bad gateway</html>")],
    ["an empty success", () => new Response("", { status: 201 })],
    ["a success without an id", () => Response.json({}, { status: 201 })],
    ["a failure that is no JSON", () => new Response("no", { status: 502 })],
  ];
  for (const [what, answer] of unreadable) {
    it(`${what}: nobody knows whether it was sent`, async () => {
      assertEquals((await refusedBy(answer)).failure, "ambiguous");
    });
  }

  it("a connection that nobody takes: surely nothing was sent", async () => {
    using free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = free.addr;
    free.close();

    const error = await send(`http://127.0.0.1:${port}`);

    assertEquals(error.failure, "not_processed");
  });

  it("a connection that ends without an answer: nobody knows, and it is not sent again by itself", async () => {
    let received = 0;
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const serving = (async () => {
      for await (const connection of listener) {
        received += 1;
        await connection.read(new Uint8Array(65_536));
        connection.close();
      }
    })();

    const error = await send(`http://127.0.0.1:${listener.addr.port}`);
    listener.close();
    await serving;

    assertEquals([error.failure, received], ["ambiguous", 1]);
  });
});

async function refusedBy(answer: () => Response): Promise<ProviderError> {
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
  }, async (request) => {
    await request.text();
    return answer();
  });
  try {
    return await send(`http://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

function send(apiUrl: string): Promise<ProviderError> {
  return assertRejects(
    () =>
      createMessage(
        { accountSid: ACCOUNT, authToken: "a token", apiUrl },
        MESSAGE,
      ),
    ProviderError,
  );
}
