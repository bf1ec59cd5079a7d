import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { maskNumbers } from "./mask_numbers.ts";

describe("a line of the log", () => {
  it("shows the last two digits of a number, however it is written", () => {
    const written = [
      "573001112233",
      "whatsapp:+573001112233",
      "?To=whatsapp%3A%2B573001112233&PageSize=1",
      "/api/conversacion/573001112233",
      "3001112233, y 3001112244",
    ];

    assertEquals(written.map((text) => maskNumbers(JSON.stringify(text))), [
      `"…33"`,
      `"whatsapp:+…33"`,
      `"?To=whatsapp%3A%2B…33&PageSize=1"`,
      `"/api/conversacion/…33"`,
      `"…33, y …44"`,
    ]);
  });

  it("keeps ids, times and counts, and stays JSON", () => {
    const said = {
      "@timestamp": "2026-11-25T03:00:00.000Z",
      message: "12345678-1234-4123-8123-123456789012",
      sid: `SM${"1234567890".repeat(3)}12`,
      place: 1234567890,
      route: "/api/conversacion/:key",
      error: 'at file:///app/main.ts:12:34567 "quoted"',
    };

    const masked = JSON.parse(maskNumbers(JSON.stringify(said)));

    assertEquals(masked, said);
  });
});
