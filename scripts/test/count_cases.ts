export interface CaseCount {
  passed: number;
  failed: number;
}

/** Reads how many cases passed and failed from Deno's JUnit report. A suite is no case, unless something of its own fails. */
export function countCases(report: string): CaseCount {
  const cases = [...report.matchAll(TESTCASE)].map(([, name, body]) => ({
    name: name!,
    body: body!,
  }));
  const suites = new Set(cases.flatMap(({ name }) => outerNames(name)));
  const count = { passed: 0, failed: 0 };
  for (const { name, body } of cases) {
    if (body.includes("<skipped")) continue;
    const hasFailed = body.includes("<failure") && !OF_ITS_STEPS.test(body);
    if (hasFailed) count.failed++;
    else if (!suites.has(name)) count.passed++;
  }
  return count;
}

const TESTCASE = /<testcase name="([^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g;
const OF_ITS_STEPS = /<failure message="\d+ test steps? failed"/;
const SEPARATOR = " &gt; ";

/** `a > b > c` is in `a` and in `a > b`. */
function outerNames(name: string): string[] {
  const parts = name.split(SEPARATOR);
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join(SEPARATOR));
}
