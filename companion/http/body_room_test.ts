import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { bodyRoom } from "./body_room.ts";

describe("the room for bodies that arrive", () => {
  it("is taken from who has had it for longest", () => {
    const room = bodyRoom(100);
    const givenUp: string[] = [];
    const enter = (name: string) => room.enter(() => givenUp.push(name));
    const [first, second, third] = [enter("1"), enter("2"), enter("3")];

    first!.grow(60);
    second!.grow(40);
    third!.grow(1);
    const then = [...givenUp];
    second!.grow(60);
    first!.grow(1000);

    assertEquals(then, ["1"]);
    assertEquals(givenUp, ["1", "2"]);
  });

  it("is free again when a body has come, or was given up", () => {
    const room = bodyRoom(100);
    const givenUp: number[] = [];

    for (let n = 0; n < 50; n++) {
      const place = room.enter(() => givenUp.push(n));
      place.grow(100);
      place.leave();
      place.leave();
    }
    room.enter(() => givenUp.push(50)).grow(100);

    assertEquals(givenUp, []);
  });
});
