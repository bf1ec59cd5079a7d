import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Refusal } from "../../shared/refusal.ts";
import { bodyRoom } from "./body_room.ts";
import { readBody } from "./read_body.ts";

/** A body whose parts come when the test gives them. */
function arriving() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (opened) => void (controller = opened),
    cancel: () => void (isCancelled = true),
  });
  return {
    request: new Request("http://relevo/", { method: "POST", body }),
    give: (bytes: number) => controller.enqueue(new Uint8Array(bytes)),
    end: () => controller.close(),
    breakOff: () => controller.error(new TypeError("Connection reset")),
    isCancelled: () => isCancelled,
  };
}

async function refusalOf(reading: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => reading, Refusal)).code;
}

describe("a body", () => {
  it("is read whole, in however many parts, and none is an empty one", async () => {
    const body = arriving();
    const reading = readBody(body.request, 100);
    for (const size of [10, 0, 90]) body.give(size);
    body.end();

    const none = await readBody(new Request("http://relevo/"), 100);

    assertEquals((await reading)?.length, 100);
    assertEquals(none?.length, 0);
  });

  it("that is larger than allowed is not read to its end", async () => {
    const body = arriving();
    const reading = readBody(body.request, 100);
    body.give(101);

    assertEquals([await reading, body.isCancelled()], [null, true]);
  });

  it("that takes too long, or breaks off, is given up", async () => {
    const [slow, broken] = [arriving(), arriving()];
    slow.give(1);
    const readings = [
      readBody(slow.request, 100, { withinMs: 20 }),
      readBody(broken.request, 100),
    ];
    broken.give(1);
    broken.breakOff();

    assertEquals(await Promise.all(readings.map(refusalOf)), [
      "too_slow",
      "too_slow",
    ]);
    assertEquals(slow.isCancelled(), true);
  });

  it("gives its room to others when it has had it for longest", async () => {
    const room = bodyRoom(100);
    const [first, second] = [arriving(), arriving()];
    const readings = [first, second].map(({ request }) =>
      readBody(request, 1000, { room })
    );
    first.give(60);
    second.give(60);
    const refused = await refusalOf(readings[0]!);
    second.end();

    assertEquals(refused, "too_slow");
    assertEquals((await readings[1]!)?.length, 60);
  });
});
