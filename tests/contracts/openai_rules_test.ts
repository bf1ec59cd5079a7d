import { assert, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type RuleName, RULES } from "../../scripts/sandbox/openai/rules.ts";
import { runCase } from "./openai_cases/case.ts";
import { CASES } from "./openai_cases/cases.ts";

describe("the stand-in of OpenAI without one of its rules", () => {
  for (const [rule, meaning] of Object.entries(RULES)) {
    it(`fails its contract: ${meaning}`, async () => {
      const name = rule as RuleName;
      const holding = CASES.filter(({ holds }) => holds.includes(name));

      assert(holding.length > 0, `No case holds ${name}`);
      for (const each of holding) {
        await assertRejects(() => runCase(each, [name]));
      }
    });
  }
});
