import { assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { numberKey, toAddress } from "./address.ts";

describe("an address", () => {
  it("is read as the provider writes it and as people do", () => {
    for (
      const text of [
        "whatsapp:+573001112233",
        "WhatsApp:+573001112233",
        "+573001112233",
        "573001112233",
        " +57 300 111-22.33 ",
        "(57) 3001112233",
      ]
    ) {
      assertEquals(toAddress(text), {
        key: "tel:573001112233",
        number: "573001112233",
      }, text);
    }
  });

  it("may hide the number", () => {
    assertEquals(toAddress("whatsapp:CO.4480aB_1-2"), {
      key: "wa:CO.4480AB_1-2",
      number: null,
    });
    assertEquals(
      toAddress("co.ENT.77")?.key,
      toAddress("whatsapp:CO.ENT.77")?.key,
    );
  });

  it("is nothing else", () => {
    for (
      const text of [
        "",
        "whatsapp:",
        "+",
        "Ana",
        "12345",
        "+0573001112233",
        "1234567890123456789",
        "messenger:1234567",
        "CO.",
        "COL.448",
        "57300111x233",
        "ana@example.com",
      ]
    ) {
      assertEquals(toAddress(text), null, text);
    }
  });

  it("keeps the number as it was written, whatever its key", () => {
    assertEquals(toAddress("whatsapp:+5491155551234"), {
      key: "tel:541155551234",
      number: "5491155551234",
    });
  });
});

describe("the key of a number", () => {
  for (
    const [place, long, short] of [
      ["Mexico's 1 after 52", "5215512345678", "525512345678"],
      ["Argentina's 9 after 54", "5491155551234", "541155551234"],
      [
        "Argentina's 9 outside of Buenos Aires",
        "5492994123456",
        "542994123456",
      ],
      ["Brazil's ninth digit in São Paulo", "5511987654321", "551187654321"],
      ["Brazil's ninth digit elsewhere", "5571966554433", "557166554433"],
    ] as const
  ) {
    it(`is one for both spellings: ${place}`, () => {
      assertEquals(numberKey(long), numberKey(short));
    });
  }

  it("keeps landlines and mobiles of Brazil apart", () => {
    // A landline of 2 to 5, and the newer mobile with the same digits after its 9.
    for (const first of [2, 3, 4, 5]) {
      const landline = `5511${first}2345678`.slice(0, 12);
      const mobile = `55119${landline.slice(4)}`;
      assertEquals(numberKey(landline), landline);
      assertEquals(numberKey(mobile), mobile);
      assertNotEquals(numberKey(mobile), numberKey(landline));
    }
  });

  it("leaves landlines of Mexico and Argentina as they are", () => {
    for (const number of ["525555123456", "541143211234", "543514210000"]) {
      assertEquals(numberKey(number), number);
    }
  });

  it("leaves numbers of other lands alone, also when they look alike", () => {
    for (
      const number of [
        "573001112233",
        "5219",
        "52155123456",
        "54911555512345",
        "593987654321",
        "598912345678",
        "595991234567",
        "56912345678",
        "14155238886",
        "351912345678",
      ]
    ) {
      assertEquals(numberKey(number), number);
    }
  });

  it("of a key is that key", () => {
    fc.assert(fc.property(anyNumber, (number) => {
      assertEquals(numberKey(numberKey(number)), numberKey(number));
    }));
  });

  it("is the same for two numbers only when they are spellings of one", () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (one, other) => {
        const isSame = numberKey(one) === numberKey(other);
        const rest = (number: string) => number.slice(-8);
        return !isSame || one === other ||
          rest(one) === rest(other) && one.slice(0, 2) === other.slice(0, 2);
      }),
      { numRuns: 1000 },
    );
  });
});

const digits = (length: number) =>
  fc.stringMatching(new RegExp(`^\\d{${length}}$`));

/** Numbers of the lands that spell in two ways, long and short, and any others. */
const anyNumber = fc.oneof(
  fc.tuple(fc.constantFrom("52", "521", "54", "549"), digits(10))
    .map((parts) => parts.join("")),
  fc.tuple(
    fc.constant("55"),
    digits(2),
    fc.constantFrom("", "9"),
    fc.constantFrom("11112222", "61112222", "91112222", "51112222"),
  ).map((parts) => parts.join("")),
  fc.stringMatching(/^[1-9]\d{6,14}$/),
);
