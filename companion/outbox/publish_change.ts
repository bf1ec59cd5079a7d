import { getLogger } from "@logtape/logtape";
import {
  type SiteData,
  takeOverSiteData,
} from "../inbox/take_over_site_data.ts";
import { ProviderError } from "../providers/provider_error.ts";
import {
  type Site,
  storeConversations,
  type Stored,
  type StoreResult,
} from "../providers/wix/site.ts";
import { readAwaitingErasure } from "../store/erase_rows.ts";
import type { Bell } from "../store/bell.ts";
import { type Claim, readLiveClaims } from "../store/claims.ts";
import type { Rate } from "../store/rates.ts";
import { removeSiteFields } from "../store/site_fields.ts";
import type { Sql } from "../store/sql.ts";
import { spanned } from "../telemetry/spans.ts";
import {
  inBatches,
  preparePublications,
  type Publication,
} from "./publication.ts";
import { openSiteBudget, type SiteBudget } from "./site_budget.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";
import type { Traffic } from "./traffic.ts";

const log = getLogger(["relevo", "publishing"]);

/** What publishing needs to know. */
export interface PublishingContext {
  sql: Sql;
  site: Site;
  /** How fast Wix Data may be written to. */
  rate: Rate;
  bell: Bell;
  traffic: Pick<Traffic, "level">;
  now(): Date;
}

/** How long what is to be published gathers: a call for many costs little more than one for few, and in a rush comes after it. */
const GATHER_MS = { light: 0, heavy: 1000, rush: 5000 };

type Context = PublishingContext & { budget: SiteBudget };
type Settled = [Claim, Outcome];

/**
 * Stores in the site what changed in many conversations at once, and has it tell their members.
 * It publishes the whole state up to a version, so telling twice, or late, changes nothing. A change leaves
 * at once as long as Wix's quota admits and traffic is light; what comes while it doesn't goes together then.
 */
export function publishChange(given: PublishingContext): TaskHandler {
  const budget = openSiteBudget(given.sql, given.rate);
  const context = { ...given, budget };
  let openedAt = -Infinity;

  async function opensInMs(): Promise<number> {
    const waitMs = await budget.opensInMs();
    if (waitMs > 0) return waitMs;
    const gatheredMs = performance.now() - openedAt;
    const leftMs = GATHER_MS[given.traffic.level()] - gatheredMs;
    if (leftMs > 0) return leftMs;
    openedAt = performance.now();
    return 0;
  }

  return {
    kind: "publish_change",
    runs: 4,
    lanes: 200,
    leadsTo: [],
    opensInMs,
    run: (claims) =>
      spanned("publish", () => publish(context, claims), {
        count: () => claims.length,
      }),
  };
}

async function publish(
  context: Context,
  claims: readonly Claim[],
): Promise<Outcome[]> {
  const outcomes = new Map<Claim, Outcome>();
  // Only who was never stored can be new to the site.
  const [prepared, awaiting] = await Promise.all([
    preparePublications(context.sql, claims),
    readAwaitingErasure(
      context.sql,
      claims.filter(({ cursor }) => cursor === 0).map(({ conversationId }) =>
        conversationId
      ),
    ),
  ]);
  const toSend: Publication[] = [];
  prepared.forEach((publication, at) => {
    const claim = claims[at]!;
    if (awaiting.has(claim.conversationId)) {
      outcomes.set(claim, {
        is: "retry",
        because: "What the site has of the same customer is being erased",
      });
    } else if (publication) toSend.push(publication);
    else outcomes.set(claim, { is: "done" });
  });
  for (const batch of inBatches(toSend)) {
    for (const [claim, outcome] of await store(context, batch)) {
      outcomes.set(claim, outcome);
    }
  }
  return claims.map((claim) => outcomes.get(claim)!);
}

async function store(
  context: Context,
  batch: readonly Publication[],
): Promise<Settled[]> {
  const { sql, budget, site } = context;
  const turn = await budget.turnFor(batch);
  if (typeof turn === "number") {
    return allOf(batch, { is: "wait", afterMs: turn });
  }
  const alive = await readLiveClaims(sql, batch.map(({ claim }) => claim));
  const [ours, lost] = apart(
    batch,
    ({ claim }) => alive.has(claim.conversationId),
  );
  const settled = allOf(lost, {
    is: "retry",
    because: "Another worker has the lane",
  });
  if (ours.length === 0) return settled;
  let stored: Stored;
  try {
    const records = ours.map(({ record }) => record);
    stored = await storeConversations(site, records, context.now());
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return [...settled, ...await failed(context, ours, error)];
  }
  log.debug("Stored in the site", () => ({
    conversations: ours.filter((_, at) => stored.results[at]!.success)
      .map(toLogged),
  }));
  await budget.pay(turn, stored.used);
  const afterMs = stored.results.some(isTooOften) ? await budget.rest() : 0;
  const done = ours.map((publication, at) =>
    settle(context, publication, { result: stored.results[at]!, afterMs })
  );
  return [...settled, ...await Promise.all(done)];
}

async function failed(
  context: Context,
  batch: readonly Publication[],
  error: ProviderError,
): Promise<Settled[]> {
  const because = error.message;
  if (error.isTooOften) {
    // All of the house rests, and not each lane for itself.
    const afterMs = await context.budget.rest();
    return allOf(batch, { is: "retry", because, afterMs });
  }
  if (error.failure !== "rejected") {
    return allOf(batch, { is: "retry", because });
  }
  if (batch.length === 1) return allOf(batch, { is: "stopped", because });
  // One of them is refused, and takes the others with it: apart, only its own lane stops.
  const half = Math.ceil(batch.length / 2);
  return [
    ...await store(context, batch.slice(0, half)),
    ...await store(context, batch.slice(half)),
  ];
}

async function settle(
  context: Context,
  { claim, cursor, isPartly, known, hasFields, record }: Publication,
  { result, afterMs }: { result: StoreResult; afterMs: number },
): Promise<Settled> {
  if (!result.success) {
    const because = result.error;
    if (result.isFinal) return [claim, { is: "stopped", because }];
    const wait = result.isTooOften ? { afterMs } : {};
    return [claim, { is: "retry", because, ...wait }];
  }
  if (hasFields) {
    const { conversationId } = claim;
    await removeSiteFields(context.sql, conversationId, record.version!);
  }
  const said = {
    stopBot: result.stopBot,
    observations: result.observaciones,
    threadId: result.threadId,
  };
  const isNews = isDifferent(said, known) &&
    await takeOverSiteData(
      context.sql,
      claim.conversationId,
      said,
      context.now(),
    );
  if (isNews) context.bell.ring("changes");
  return [claim, { is: "done", cursor, isPartly }];
}

function isTooOften(result: StoreResult): boolean {
  return !result.success && result.isTooOften;
}

function allOf(batch: readonly Publication[], outcome: Outcome): Settled[] {
  return batch.map(({ claim }) => [claim, outcome]);
}

function apart<T>(
  list: readonly T[],
  isFirst: (item: T) => boolean,
): [T[], T[]] {
  return [list.filter(isFirst), list.filter((item) => !isFirst(item))];
}

function toLogged({ claim, record }: Publication) {
  return {
    conversation: claim.conversationId,
    version: record.version,
    messages: record.mensajes.map(({ id }) => id),
  };
}

function isDifferent(a: SiteData, b: SiteData): boolean {
  return a.stopBot !== b.stopBot || a.observations !== b.observations ||
    a.threadId !== b.threadId;
}
