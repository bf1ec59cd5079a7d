import {
  type SiteData,
  takeOverSiteData,
} from "../inbox/take_over_site_data.ts";
import { ProviderError } from "../providers/provider_error.ts";
import {
  type Site,
  storeConversations,
  type StoreResult,
} from "../providers/wix/site.ts";
import { type Claim, readLiveClaims } from "../store/claims.ts";
import { readAwaitingErasure } from "../store/erase_rows.ts";
import type { Sql } from "../store/sql.ts";
import type { Bell } from "../store/bell.ts";
import { spanned } from "../telemetry/spans.ts";
import {
  inBatches,
  preparePublications,
  type Publication,
} from "./publication.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

/** What publishing needs to know. */
export interface PublishingContext {
  sql: Sql;
  site: Site;
  bell: Bell;
  now(): Date;
}

/**
 * Stores in the site what changed in many conversations at once, and has it tell their members.
 * It publishes the whole state up to a version, so telling twice, or late, changes nothing.
 */
export function publishChange(context: PublishingContext): TaskHandler {
  return {
    kind: "publish_change",
    runs: 2,
    lanes: 80,
    leadsTo: [],
    run: (claims) =>
      spanned("publish", () => publish(context, claims), {
        count: () => claims.length,
      }),
  };
}

async function publish(
  context: PublishingContext,
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
  const alive = await readLiveClaims(context.sql, claims);
  const toSend: Publication[] = [];
  prepared.forEach((publication, at) => {
    const claim = claims[at]!;
    if (!alive.has(claim.conversationId)) {
      outcomes.set(claim, {
        is: "retry",
        because: "Another worker has the lane",
      });
    } else if (awaiting.has(claim.conversationId)) {
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
  context: PublishingContext,
  batch: readonly Publication[],
): Promise<[Claim, Outcome][]> {
  let results: StoreResult[];
  try {
    results = await storeConversations(
      context.site,
      batch.map(({ record }) => record),
      context.now(),
    );
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.failure !== "rejected") {
      return batch.map((
        { claim },
      ) => [claim, { is: "retry", because: error.message }]);
    }
    if (batch.length === 1) {
      return [[batch[0]!.claim, { is: "stopped", because: error.message }]];
    }
    // One of them is refused, and takes the others with it: apart, only its own lane stops.
    return (await Promise.all(
      batch.map((publication) => store(context, [publication])),
    )).flat();
  }
  return await Promise.all(
    batch.map(async (publication, at): Promise<[Claim, Outcome]> => {
      const result = results[at]!;
      const { claim, cursor, isPartly } = publication;
      if (!result.success) {
        return [claim, {
          is: result.isFinal ? "stopped" : "retry",
          because: result.error,
        }];
      }
      const said = {
        stopBot: result.stopBot,
        observations: result.observaciones,
        threadId: result.threadId,
      };
      const isNews = isDifferent(said, publication.known) &&
        await takeOverSiteData(
          context.sql,
          claim.conversationId,
          said,
          context.now(),
        );
      if (isNews) context.bell.ring("changes");
      return [claim, { is: "done", cursor, isPartly }];
    }),
  );
}

function isDifferent(a: SiteData, b: SiteData): boolean {
  return a.stopBot !== b.stopBot || a.observations !== b.observations ||
    a.threadId !== b.threadId;
}
