import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { readStream } from "./event_stream.ts";

describe("a stream of events", () => {
  it("is read in whatever pieces it comes", () => {
    const { read } = readStream();
    const text = 'id: 7\nevent: new_message\ndata: {"a":1}\n\n';

    const events = [...text].flatMap((letter) => read(letter));

    assertEquals(events, [{ id: "7", event: "new_message", data: '{"a":1}' }]);
  });

  it("passes over heartbeats", () => {
    assertEquals(readStream().read(": still here\n\n: and here\n\n"), []);
  });

  it("joins data of several lines, and keeps the last id", () => {
    const { read } = readStream();

    const events = read("id: 1\r\ndata: a\r\ndata:b\r\n\r\ndata: c\r\n\r\n");

    assertEquals(events, [
      { id: "1", event: "message", data: "a\nb" },
      { id: "1", event: "message", data: "c" },
    ]);
  });

  it("takes a line break cut in two for one", () => {
    const { read } = readStream();

    assertEquals([
      ...read("data: a\r"),
      ...read("\ndata: b\r"),
      ...read("\n\r\n"),
    ], [
      { id: null, event: "message", data: "a\nb" },
    ]);
  });

  it("remembers an id that came with no event", () => {
    const stream = readStream();

    stream.read("retry: 2000\nid: 17\n: hola\n\nid: 18\n");

    assertEquals(stream.lastId(), "17");
  });
});
