import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { RULES as TWILIO_RULES } from "../../scripts/sandbox/twilio/rules.ts";
import { RULES as WIX_RULES } from "../../scripts/sandbox/wix/rules.ts";
import { TWILIO_NOTICED_BY, WIX_NOTICED_BY } from "./mutations.ts";

const IS_FULL = Deno.env.get("RELEVO_FULL") === "1";
/** What `deno task test` turns off: enough to show that the proof itself works. */
const A_FEW = ["unique_id", "signature"];

describe("a rule of a stand-in that is turned off", () => {
  it("is one of those that the table names, and each is in it", () => {
    assertEquals(
      Object.keys(WIX_NOTICED_BY).toSorted(),
      Object.keys(WIX_RULES).toSorted(),
    );
    assertEquals(
      Object.keys(TWILIO_NOTICED_BY).toSorted(),
      Object.keys(TWILIO_RULES).toSorted(),
    );
  });

  it("leaves a contract that holds, while none is", async () => {
    assertEquals(await holds("wix_limits", {}), true);
  });

  for (const [rule, file] of chosen(WIX_NOTICED_BY)) {
    it(`of Wix is noticed: ${WIX_RULES[rule as keyof typeof WIX_RULES]}`, async () => {
      assertEquals(await holds(file, { env: { WIX_WITHOUT: rule } }), false);
    });
  }

  for (const [rule, file] of chosen(TWILIO_NOTICED_BY)) {
    it(`of Twilio is noticed: ${TWILIO_RULES[rule as keyof typeof TWILIO_RULES]}`, async () => {
      assertEquals(await holds(file, { args: [`--without=${rule}`] }), false);
    });
  }
});

function chosen(
  table: Readonly<Record<string, string>>,
): [rule: string, file: string][] {
  return Object.entries(table).filter(([rule]) =>
    IS_FULL || A_FEW.includes(rule)
  );
}

/** Whether the contract's tests pass, in a process of their own. */
async function holds(
  file: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> },
): Promise<boolean> {
  const path =
    new URL(`../contracts/${file}_test.ts`, import.meta.url).pathname;
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--fail-fast", path, "--", ...args],
    env,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  return success;
}
