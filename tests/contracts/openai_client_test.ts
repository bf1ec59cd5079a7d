import { describe, it } from "@std/testing/bdd";
import { runCase } from "./openai_cases/case.ts";
import { CASES } from "./openai_cases/cases.ts";

describe("the stand-in, to OpenAI's own client,", () => {
  for (const each of CASES) {
    it(each.name, () => runCase(each));
  }
});
