import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { ActRow } from "./acts_answers.ts";
import { itemsInSight, listItems, placesOf } from "./list_items.ts";
import { markWords } from "./mark_words.ts";
import { rowSlots } from "./row_slots.ts";
import { mergeWords, startSearch } from "./search_state.ts";

const row = (id: string) => ({ id }) as ActRow;
const LOW = () => false;

describe("what stands in the list", () => {
  it("is few of ten thousand rows, of two heights, wherever one looks", () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => row(`c-${at}`));
    const items = listItems(rows, {
      search: null,
      isTall: ({ id }) => id.endsWith("7"),
    });
    const places = placesOf(items, 16);

    for (const top of [0, 1, 74, 250_000, places.at(-1)! - 800]) {
      const { start, end } = itemsInSight(places, { top, height: 800 });
      assert(end - start <= 26, `${end - start} at ${top}`);
      assert(places[start]! <= top && places[end]! >= top + 800);
    }
    assertEquals(places[8]! - places[7]!, 100);
    assertEquals(places[9]! - places[8]!, 74);
  });

  it("is drawn by the same few elements, however far one scrolls", () => {
    const slots = rowSlots();
    slots.assign(["a", "b", "c"]);
    const b = slots.of("b");

    slots.assign(["b", "c", "d"]);
    const afterStep = ["b", "c", "d"].map(slots.of);
    slots.assign(["x", "y", "z"]);
    const afterJump = ["x", "y", "z"].map(slots.of);

    assertEquals(afterStep[0], b);
    assertEquals(afterStep.toSorted(), [0, 1, 2]);
    assertEquals(afterJump.toSorted(), [0, 1, 2]);
    slots.assign(["x", "y", "z", "w"]);
    assertEquals(new Set(["x", "y", "z", "w"].map(slots.of)).size, 4);
  });

  it("is nothing where there is nothing", () => {
    const places = placesOf([], 16);

    assertEquals(itemsInSight(places, { top: 0, height: 800 }).end, 0);
  });

  it("has the found messages in a group below the conversations, which further rows don't push away", () => {
    const found = {
      conversation_id: "c-9",
      key: "57300",
      nombre: "Luz",
      message_id: "m-1",
      position: 4,
      fecha: "2026-11-20T10:00:00.000Z",
      fragmento: "la factura",
    };
    const asked = { ...startSearch("fact")!, hasMore: true };
    const search = mergeWords(asked, "fact", {
      mensajes: [found],
      hay_mas: false,
    });

    const items = listItems([row("c-1")], { search, isTall: LOW });

    assertEquals(items.map(({ kind }) => kind), [
      "heading",
      "row",
      "more",
      "heading",
      "found",
    ]);
    assertEquals(mergeWords(asked, "an older question", "failed"), asked);
  });

  it("marks the words that were looked for, whatever their case and accents", () => {
    const parts = markWords(
      "Envíame la FACTURA, 😀 envía más",
      "envia factura",
    );

    assertEquals(
      parts.filter(({ isFound }) => isFound).map(({ text }) => text),
      ["Envía", "FACTURA", "envía"],
    );
    assertEquals(
      parts.map(({ text }) => text).join(""),
      "Envíame la FACTURA, 😀 envía más",
    );
    assertEquals(markWords("a.b", "."), [
      { text: "a", isFound: false },
      { text: ".", isFound: true },
      { text: "b", isFound: false },
    ]);
  });
});
