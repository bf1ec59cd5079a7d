/** `deno task provision`: makes the site's two collections as they should be, as often as one likes. */
import { provisionCollection } from "./provision/provision_collection.ts";
import { IndexError, provisionIndexes } from "./provision/provision_indexes.ts";
import { COLLECTIONS } from "./provision/site_collections.ts";
import { wixClient, type WixSite } from "./provision/wix_client.ts";

/** What was done for a collection, in words; nothing: it was right already. */
export interface Provisioned {
  collection: string;
  done: string[];
  /** Why an index could not be built. The site works without, only slower. */
  problem: string | null;
}

/**
 * Creates CHATBOT, CHATBOT_MENSAJES and CHATBOT_BORRADOS with their fields, permissions and indexes, and adds what existing
 * ones lack. No row is touched, and nothing that somebody added is taken away.
 */
export async function provisionSite(site: WixSite): Promise<Provisioned[]> {
  const wix = wixClient(site);
  const report: Provisioned[] = [];
  for (const { collection } of COLLECTIONS) {
    const done = await provisionCollection(wix.collections, collection);
    report.push({ collection: collection._id, done, problem: null });
  }
  for (const [at, { collection, indexes: wanted }] of COLLECTIONS.entries()) {
    const entry = report[at]!;
    try {
      const of = { collection: collection._id, wanted };
      entry.done.push(...await provisionIndexes(wix.indexes, of));
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      entry.problem = error.message;
    }
  }
  return report;
}

if (import.meta.main) Deno.exit(await provisionFromEnvironment());

async function provisionFromEnvironment(): Promise<number> {
  const siteId = Deno.env.get("WIX_SITE_ID");
  const apiKey = Deno.env.get("WIX_API_KEY");
  if (!siteId || !apiKey) {
    console.error("Cannot provision: WIX_SITE_ID and WIX_API_KEY must be set");
    return 1;
  }
  try {
    const apiUrl = Deno.env.get("WIX_API_URL") || undefined;
    const report = await provisionSite({ siteId, apiKey, apiUrl });
    for (const { collection, done, problem } of report) {
      console.log(`${collection}: ${done.join(", ") || "as it should be"}`);
      if (problem) console.error(problem);
    }
    return report.some(({ problem }) => problem) ? 1 : 0;
  } catch (error) {
    console.error(`Cannot provision: ${wordsOf(error)}`);
    return 1;
  }
}

/** Wix's client puts the whole answer into an error's message. */
function wordsOf(error: unknown): string {
  const { message, details } = error as Error & {
    details?: { applicationError?: { description?: string } };
  };
  return details?.applicationError?.description ?? message;
}
