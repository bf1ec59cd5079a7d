import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { countCases } from "./count_cases.ts";

describe("the count of a test run", () => {
  it("is of cases, not of the suites around them", () => {
    const report = testcase("suite") + testcase("suite &gt; passes") +
      testcase("suite &gt; inner", failure("1 test step failed")) +
      testcase("suite &gt; inner &gt; fails", failure("Uncaught Error: no")) +
      testcase("alone") + testcase("later", "<skipped/>");

    assertEquals(countCases(report), { passed: 2, failed: 1 });
  });

  it("has a suite whose own hook fails", () => {
    const report = testcase("suite", failure("Uncaught Error: no")) +
      testcase("suite &gt; passes");

    assertEquals(countCases(report), { passed: 1, failed: 1 });
  });

  it("of nothing is nothing", () => {
    assertEquals(countCases(""), { passed: 0, failed: 0 });
  });
});

function testcase(name: string, body = ""): string {
  return `<testcase name="${name}" classname="f" time="0">\n${body}\n</testcase>\n`;
}

function failure(message: string): string {
  return `<failure message="${message}">${message}</failure>`;
}
