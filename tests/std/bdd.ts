/**
 * `describe` and `it` with the signatures of JSR's `@std/testing/bdd`, on `Deno.test` and its
 * steps, so that Deno's checks for leaked resources stay on. See README, "Tests".
 */
type Body = (t: Deno.TestContext) => void | Promise<void>;
type Hook = () => void | Promise<void>;

interface Case {
  name: string;
  body: Body;
}

interface Suite {
  name: string;
  cases: (Case | Suite)[];
  before: Hook[];
  after: Hook[];
  beforeEach: Hook[];
  afterEach: Hook[];
}

let open: Suite | null = null;

/** Groups the cases that its body declares. Suites nest. */
export function describe(name: string, declare: () => void): void {
  const suite: Suite = {
    name,
    cases: [],
    before: [],
    after: [],
    beforeEach: [],
    afterEach: [],
  };
  const outer = open;
  open = suite;
  try {
    declare();
  } finally {
    open = outer;
  }
  if (outer) {
    outer.cases.push(suite);
    return;
  }
  if (suite.cases.length === 0) {
    throw new Error(`Cannot run an empty suite: ${name}`);
  }
  Deno.test(name, (t) => runSuite(suite, t, []));
}

/** One case: a sentence about the product. */
export function it(name: string, body: Body): void {
  if (open) {
    open.cases.push({ name, body });
    return;
  }
  Deno.test(name, body);
}

/** Runs once before the suite's first case. */
export function beforeAll(hook: Hook): void {
  inSuite("beforeAll").before.push(hook);
}

/** Runs once after the suite's last case, also when one failed. */
export function afterAll(hook: Hook): void {
  inSuite("afterAll").after.push(hook);
}

/** Runs before each case of the suite and of the suites within. */
export function beforeEach(hook: Hook): void {
  inSuite("beforeEach").beforeEach.push(hook);
}

/** Runs after each case of the suite and of the suites within, also when it failed. */
export function afterEach(hook: Hook): void {
  inSuite("afterEach").afterEach.push(hook);
}

export { afterAll as after, beforeAll as before, it as test };

function inSuite(hook: string): Suite {
  if (!open) throw new Error(`Cannot use ${hook} outside describe`);
  return open;
}

async function runSuite(
  suite: Suite,
  t: Deno.TestContext,
  around: readonly Suite[],
): Promise<void> {
  const chain = [...around, suite];
  try {
    for (const hook of suite.before) await hook();
    for (const entry of suite.cases) {
      if ("cases" in entry) {
        await t.step(entry.name, (inner) => runSuite(entry, inner, chain));
        continue;
      }
      await t.step(entry.name, (inner) => runCase(entry, inner, chain));
    }
  } finally {
    for (const hook of suite.after) await hook();
  }
}

async function runCase(
  entry: Case,
  t: Deno.TestContext,
  chain: readonly Suite[],
): Promise<void> {
  try {
    for (const suite of chain) {
      for (const hook of suite.beforeEach) await hook();
    }
    await entry.body(t);
  } finally {
    for (const suite of chain.toReversed()) {
      for (const hook of suite.afterEach) {
        await hook();
      }
    }
  }
}
