import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { zeroLossState } from "./zero_loss.ts";

const NOW = new Date("2026-03-02T15:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const WELL = {
  now: NOW,
  missing: 0,
  until: ago(1),
  failingSince: null,
  wixWaitsSince: null,
};

describe("the zero-loss meter", () => {
  it("is calm when all is here, and Wix only moments behind", () => {
    assertEquals(zeroLossState(WELL), "ok");
    assertEquals(zeroLossState({ ...WELL, wixWaitsSince: ago(0.5) }), "ok");
    assertEquals(zeroLossState({ ...WELL, failingSince: ago(1) }), "ok");
  });

  it("says that nothing is known before the first comparison", () => {
    assertEquals(zeroLossState({ ...WELL, until: null }), "starting");
  });

  it("says what is gravest first: a loss, then the provider, then Wix", () => {
    const bad = {
      ...WELL,
      missing: 1,
      failingSince: ago(5),
      wixWaitsSince: ago(5),
    };

    assertEquals(zeroLossState(bad), "missing");
    assertEquals(zeroLossState({ ...bad, missing: 0 }), "twilio_away");
    assertEquals(
      zeroLossState({ ...bad, missing: 0, failingSince: null }),
      "wix_behind",
    );
  });

  it("does not believe a comparison that is long ago", () => {
    assertEquals(zeroLossState({ ...WELL, until: ago(11) }), "twilio_away");
  });
});
