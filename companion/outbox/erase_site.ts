import { ProviderError } from "../providers/provider_error.ts";
import { eraseConversation, eraseThread } from "../providers/wix/erasing.ts";
import type { Site } from "../providers/wix/site.ts";
import { readBoundMembers } from "../store/agents.ts";
import type { Claim } from "../store/claims.ts";
import { addCounts } from "../store/erasures.ts";
import type { TaskPayloads } from "../store/lanes.ts";
import { type Rate, readWaitMs, takeTurn } from "../store/rates.ts";
import type { Sql } from "../store/sql.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

/** What erasing in the site needs to know. */
export interface SiteErasingContext {
  sql: Sql;
  site: Site;
  /** How fast Wix Data may be written to. */
  rate: Rate;
  now(): Date;
}

/** What one call for a user takes of it: a note, the row, and some pages of messages. */
const WRITES_FOR_EACH = 6;

/** Has the site erase what it holds of a conversation, under every name that it may have there. */
export function eraseInSite(context: SiteErasingContext): TaskHandler {
  return {
    kind: "erase_site",
    runs: 1,
    lanes: 1,
    leadsTo: ["publish_change"],
    opensInMs: () => readWaitMs(context.sql, context.rate),
    run: (claims) =>
      Promise.all(
        claims.map((claim) => settled(() => eraseOne(context, claim))),
      ),
  };
}

/** Has the site delete the bot's side of a conversation, which is kept at OpenAI: the site has the key. */
export function eraseBotThread(
  context: Omit<SiteErasingContext, "rate">,
): TaskHandler {
  return {
    kind: "erase_thread",
    runs: 1,
    lanes: 1,
    leadsTo: [],
    run: (claims) =>
      Promise.all(
        claims.map((claim) => settled(() => eraseOneThread(context, claim))),
      ),
  };
}

async function eraseOne(
  { sql, site, rate, now }: SiteErasingContext,
  claim: Claim,
): Promise<Outcome> {
  const { erasureId, conversationId, userIds, until, version, agentId } = claim
    .payload as TaskPayloads["erase_site"];
  const cost = userIds.length * WRITES_FOR_EACH;
  if (!await takeTurn(sql, rate, { cost })) {
    return { is: "wait", afterMs: await readWaitMs(sql, rate) };
  }
  const avisar = (await readBoundMembers(sql)).filter(({ id, role }) =>
    role === "supervisor" || id === agentId
  ).map(({ memberId }) => memberId);
  for (const [at, userId] of userIds.entries()) {
    // Told once, and not before everything is gone.
    const isLast = at === userIds.length - 1;
    const { filas, mensajes, hay_mas } = await eraseConversation(site, {
      userId,
      conversationId,
      hasta: until,
      version,
      avisar: isLast ? avisar : [],
    }, now());
    if (filas + mensajes > 0) {
      await addCounts(sql, erasureId, {
        wix_filas: filas,
        wix_mensajes: mensajes,
      });
    }
    if (hay_mas) return { is: "done", isPartly: true };
  }
  return { is: "done" };
}

async function eraseOneThread(
  { sql, site, now }: Omit<SiteErasingContext, "rate">,
  claim: Claim,
): Promise<Outcome> {
  const { erasureId, threadId } = claim
    .payload as TaskPayloads["erase_thread"];
  const { borrado } = await eraseThread(site, { threadId }, now());
  if (borrado) await addCounts(sql, erasureId, { hilos: 1 });
  return { is: "done" };
}

/** What a failure of the site's means for the work. */
export async function settled(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { failure, message: because } = error;
    return { is: failure === "rejected" ? "stopped" : "retry", because };
  }
}
