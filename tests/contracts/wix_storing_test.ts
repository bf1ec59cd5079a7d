/** The site's own functions, on every choice that nobody knows of Wix, and through every misfortune. */
import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Scenario } from "../../scripts/sandbox/wix/scenario.ts";
import {
  usualVariants,
  type Variants,
} from "../../scripts/sandbox/wix/variants.ts";
import { message, signed, type Site, startSite } from "../site_caller.ts";

const VARIANTS: Partial<Variants>[] = [
  {},
  { falseCondition: "unchanged", falseBulkCondition: "skipped" },
  { falseCondition: "empty" },
  { conditionError: { status: 428, code: "WDE0119" } },
  { concurrentAppend: "lost" },
  { concurrentAppend: "clash" },
  { arrayEquality: "contains" },
  { errorStatus: 400 },
  { errorStatus: 500 },
  { consistentHeader: true, replicaLagMs: 5_000 },
  { secretShape: "text" },
  { functionErrors: "page" },
  {
    requestHost: "www.example.com",
    requestIp: "203.0.113.7",
    passAuthorization: false,
  },
  { dropEveryNotice: 2, doubleEveryNotice: 3, delayEveryNotice: 5 },
];

const SCENARIOS: Partial<Scenario>[] = [
  { seed: 1, lagMs: 5_000 },
  { seed: 2, throttled: 15 },
  { seed: 3, lostBefore: 8, lostAfter: 8 },
  { seed: 4, timedOutBefore: 8, timedOutAfter: 8 },
  { seed: 5, brokenOff: 12 },
  { seed: 6, revisionClash: 25 },
  { seed: 7, functionThrottled: 20, functionLostBefore: 15 },
  { seed: 8, functionLostAfter: 40 },
  { seed: 9, recycled: 40 },
  {
    seed: 10,
    lagMs: 3_000,
    throttled: 4,
    lostBefore: 3,
    lostAfter: 3,
    brokenOff: 2,
    timedOutAfter: 3,
    revisionClash: 5,
    functionLostAfter: 10,
    recycled: 5,
  },
];

const VERSIONS = 6;
const PATIENCE = 60;

describe("storing and reading, once and in order,", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  for (const [at, variants] of VARIANTS.entries()) {
    it(`whatever Wix does: ${JSON.stringify(variants)}`, async () => {
      Object.assign(site.sandbox.variants, usualVariants(), variants);
      await site.sandbox.recycle(); // So that secrets are read anew.

      await storeAll(`70${at}`);

      await audit(`70${at}`);
    });
  }
  for (const scenario of SCENARIOS) {
    it(`whatever befalls it: ${JSON.stringify(scenario)}`, async () => {
      Object.assign(site.sandbox.variants, usualVariants());
      site.sandbox.begin(scenario);

      await storeAll(`71${scenario.seed}`);

      site.sandbox.begin({});
      await audit(`71${scenario.seed}`);
    });
  }
  it("whichever way the quota is said to be over, until it is not", async () => {
    for (const [at, quotaAnswer] of (["coded", "bare"] as const).entries()) {
      site.sandbox.begin({ seed: 11 + at, throttled: 20 });
      Object.assign(site.sandbox.variants, usualVariants(), { quotaAnswer });

      await storeAll(`72${at}`);

      site.sandbox.begin({});
      await audit(`72${at}`);
    }
  });

  /** Some versions one by one, some in batches with another user, the first three at the same moment. */
  async function storeAll(userId: string): Promise<void> {
    await Promise.all([1, 2, 3].map((version) => store(userId, version)));
    for (let version = 4; version <= VERSIONS; version++) {
      await store(userId, version);
    }
  }

  async function store(userId: string, version: number): Promise<void> {
    const one = record(userId, version);
    if (version % 2 === 1) return await untilDone("guardarConversacion", one);
    const conversaciones = [one, record(`${userId}9`, version)];
    await untilDone("guardarConversaciones", { conversaciones });
  }

  /** As the companion does: whatever is not done is asked for again. */
  async function untilDone(name: string, body: object): Promise<void> {
    const seen: unknown[] = [];
    for (let attempt = 0; attempt < PATIENCE; attempt++) {
      const { status, json } = await post(name, JSON.stringify(body));
      const results = (json?.resultados ?? []) as { success: boolean }[];
      if (status === 200 && results.every(({ success }) => success)) return;
      const may = status === 200 || json?.retryable === true ||
        [429, 504].includes(status);
      assert(may, `${name} answered ${status} ${JSON.stringify(json)}`);
      seen.push(status);
    }
    throw new Error(`${name} was not done: ${seen.join()}`);
  }

  // deno-lint-ignore no-explicit-any -- an answer of the site, or of Wix in its place
  async function post(name: string, body: string): Promise<any> {
    const path = `/_functions/${name}`;
    const response = await fetch(site.url + path, {
      method: "POST",
      headers: signed("POST", path, { body }),
      body,
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, json: isJson ? JSON.parse(text) : null };
  }

  async function audit(userId: string): Promise<void> {
    Object.assign(site.sandbox.variants, usualVariants());
    const all = Array.from({ length: VERSIONS }, (_, n) => n + 1);
    const even = all.filter((version) => version % 2 === 0);
    const stored: [string, number[]][] = [[userId, all], [`${userId}9`, even]];
    for (const [user, versions] of stored) {
      const wanted = versions.map((n) => `mensaje ${n}`);
      const rowsIn = (collectionId: string) =>
        site.sandbox.rows(collectionId).filter(({ userId }) => userId === user);
      const rows = rowsIn("CHATBOT");
      const { json } = await site.read(user);
      const texts = (list: unknown) =>
        (list as { mensaje: string }[]).map(({ mensaje }) => mensaje);

      assertEquals(rows.map(({ version }) => version), [versions.at(-1)]);
      assertEquals(texts(rows[0]!.mensajes), wanted);
      assertEquals(texts(rowsIn("CHATBOT_MENSAJES")).toSorted(), wanted);
      assertEquals(texts(json.mensajes), wanted);
    }
  }
});

function record(userId: string, version: number) {
  return {
    userId,
    nombre: `v${version}`,
    mensajes: [message(`${userId}-${version}`, version)],
    avisar: ["ana"],
    version,
  };
}
