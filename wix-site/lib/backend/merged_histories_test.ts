import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { byTime, type KeptMessage } from "./kept_message.ts";
import { MAX_RECENT, mergeRecent } from "./recent_messages.ts";

const history = fc.array(
  fc.record({ at: fc.nat(40), time: fc.nat(5) }).map(({ at, time }) =>
    keptMessage(`m${at}`, time * 1000 + at % 3)
  ),
  { maxLength: 60 },
);

describe("two histories of the same customer, merged,", () => {
  it("have every id that either has, once, oldest first", () => {
    fc.assert(fc.property(history, history, (there, added) => {
      const merged = mergeRecent(there, added);

      const ids = new Set([...there, ...added].map(({ id }) => id));
      assertEquals(new Set(merged.map(({ id }) => id)), ids);
      assertEquals(merged.length, ids.size);
      assert(isInOrder(merged));
    }));
  });

  it("keep what was there first, word for word", () => {
    fc.assert(fc.property(history, history, (there, added) => {
      const firsts = firstOfEach([...there, ...added]);

      for (const message of mergeRecent(there, added)) {
        assertEquals(message, firsts.get(message.id));
      }
    }));
  });

  it("are the same when they are merged again, in whatever parts", () => {
    fc.assert(
      fc.property(history, history, fc.nat(60), (there, added, cut) => {
        const once = mergeRecent(there, added);

        const parts = [added.slice(0, cut), added.slice(cut)];
        const inParts = parts.reduce(mergeRecent, there as KeptMessage[]);
        assertEquals(mergeRecent(once, added), once);
        assertEquals(idsByTime(inParts), idsByTime(once));
      }),
    );
  });

  it("lose only the oldest when they are too many", () => {
    const long = fc.integer({ min: MAX_RECENT, max: 3 * MAX_RECENT });
    fc.assert(fc.property(long, fc.nat(3 * MAX_RECENT), (count, cut) => {
      const all = Array.from(
        { length: count },
        (_, at) => keptMessage(`m${at}`, at),
      );

      const merged = mergeRecent(all.slice(cut), all.slice(0, cut));

      assertEquals(merged, all.slice(-MAX_RECENT));
    }));
  });
});

describe("the order of a history", () => {
  it("is one and the same, however its messages come", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          history.filter(({ length }) => length > 0).map(([one]) => one!),
          {
            selector: ({ id }) => id,
          },
        ),
        fc.infiniteStream(fc.nat()),
        (messages, dice) => {
          const shuffled = messages.map((message) => ({
            message,
            place: dice.next().value!,
          })).sort((a, b) => a.place - b.place).map(({ message }) => message);

          assertEquals(shuffled.toSorted(byTime), messages.toSorted(byTime));
        },
      ),
    );
  });
});

function keptMessage(id: string, time: number): KeptMessage {
  const said = { from: "usuario", mensaje: `${id} a las ${time}` };
  return {
    id,
    userId: "57300",
    ...said,
    time,
    orden: time % 2,
    entry: { id, ...said },
    named: true,
  };
}

function firstOfEach(messages: readonly KeptMessage[]) {
  const firsts = new Map<string, KeptMessage>();
  for (const message of messages) {
    if (!firsts.has(message.id)) firsts.set(message.id, message);
  }
  return firsts;
}

function idsByTime(messages: readonly KeptMessage[]): string[] {
  return messages.map(({ id, time }) => `${time} ${id}`).sort();
}

function isInOrder(messages: readonly KeptMessage[]): boolean {
  return messages.every(({ time }, at) =>
    at === 0 || messages[at - 1]!.time <= time
  );
}
