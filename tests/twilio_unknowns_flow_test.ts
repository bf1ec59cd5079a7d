import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  usualVariants,
  type Variants,
} from "../scripts/sandbox/twilio/variants.ts";
import { type Inbox, startInbox } from "./inbox.ts";

/** Each unknown of Twilio's the other way round; the first line is the usual one. */
const WAYS: readonly Partial<Variants>[] = [
  {},
  { windowError: "sync" },
  { optOutError: "callback" },
  { rateError: "sync" },
  { plainStop: "obeyed" },
  { plainStop: "obeyed", optOutError: "callback" },
  { keywordWebhook: false },
  { reportsSending: true },
  { masksToAddress: false },
  { errorMessages: true, channelStatusCode: true },
  { refusedStatus: "undelivered" },
  { notOnWhatsApp: 63003 },
  { prefixesUserId: false },
  { userName: "ProfileUsername" },
  { userName: "Username" },
  { notForwarded: "false" },
  { buttonType: "interactive" },
  { listReply: "named" },
  { reactions: "untitled" },
  { createToken: "obeyed" },
  { serviceStatus: "queued" },
  { usualRetries: "ct,rt,5xx", retryWaitsMs: [1] },
  {
    newerRefusals: "problem",
    approvalStart: "received",
    pausedInWindow: "sent",
  },
];

describe("the main job, whichever way Twilio's unknowns fall:", () => {
  let inbox: Inbox;
  let customers = 0;
  beforeAll(async () => void (inbox = await startInbox({ agents: ["ana"] })));
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  it("no unknown is left out", () => {
    const tried = new Set(WAYS.flatMap((way) => Object.keys(way)));

    assertEquals(
      [...tried].toSorted(),
      Object.keys(usualVariants()).toSorted(),
    );
  });

  for (const way of WAYS) {
    it(JSON.stringify(way), async () => {
      inbox.twilio.setVariants({ ...usualVariants(), ...way });
      const [marta, hidden, gone, late] = [next(), next(), next(), next()];
      await inbox.twilio.inbound({
        from: marta,
        body: "Hola",
        profileName: "Marta",
      });
      await inbox.twilio.inbound({
        from: hidden,
        body: "Hola",
        hideNumber: true,
      });
      await inbox.twilio.inbound({ from: hidden, body: "Este es mi número" });
      await inbox.twilio.inbound({ from: gone, body: "Hola" });
      await inbox.twilio.inbound({ from: late, body: "Hola" });
      await furnish(gone, { isOnWhatsApp: false });
      await furnish(late, { windowClosed: true });

      for (const to of [marta, hidden, gone, late]) {
        await inbox.reply("ana", to, "Buenos días");
      }
      await inbox.settle();

      assertEquals(await fates(marta), [["delivered", null]]);
      assertEquals(
        await fates(hidden),
        [["delivered", null]],
        "one conversation, with and without the number",
      );
      assertEquals(inbox.twilio.phone(hidden).length, 3);
      const [[goneStatus, goneCode] = []] = await fates(gone);
      assert(
        goneStatus === "failed" || goneStatus === "undelivered",
        `not on WhatsApp: ${goneStatus}`,
      );
      assert(
        goneCode === 63024 || goneCode === 63003,
        `not on WhatsApp: ${goneCode}`,
      );
      const [[lateStatus, lateCode] = []] = await fates(late);
      assert(
        lateStatus === "failed" || lateStatus === "undelivered",
        `outside the window: ${lateStatus}`,
      );
      assertEquals(lateCode, 63016);
    });
  }

  it("STOP is kept as a message, and what comes after says so or arrives", async () => {
    for (const way of WAYS.filter(({ plainStop }) => plainStop)) {
      inbox.twilio.setVariants({ ...usualVariants(), ...way });
      const from = next();
      await inbox.twilio.inbound({ from, body: "STOP" });

      await inbox.reply("ana", from, "¿Seguro?");
      await inbox.settle();

      const [[status, code] = []] = await fates(from);
      assertEquals([status === "failed" || status === "undelivered", code], [
        true,
        21610,
      ]);
    }
  });

  function next(): string {
    customers += 1;
    return `+5730077${String(customers).padStart(5, "0")}`;
  }

  async function furnish(number: string, phone: object): Promise<void> {
    const response = await fetch(
      `${inbox.twilio.url}/sandbox/phones/${number.slice(1)}`,
      {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(phone),
      },
    );
    await response.body?.cancel();
    assertEquals(response.ok, true);
  }

  /** How the replies to this customer fared. */
  async function fates(
    number: string,
  ): Promise<[status: string, code: number | null][]> {
    const thread = await inbox.thread("ana", number.slice(1));
    return thread.filter(({ direction }) => direction === "outbound").map((
      { status, error_code },
    ) => [status, error_code]);
  }
});
