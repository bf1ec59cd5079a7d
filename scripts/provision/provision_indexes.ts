import type { WantedIndex } from "./site_collections.ts";
import type { WixClient } from "./wix_client.ts";

type Indexes = WixClient["indexes"];

type Found = NonNullable<
  Awaited<ReturnType<Indexes["listIndexes"]>>["indexes"]
>[number];

/** An index that Wix could not build, most often for doubles among the rows. */
export class IndexError extends Error {
  override name = "IndexError";
}

/**
 * Creates the indexes that are not there. What was done, in words.
 * @throws {IndexError} when one of ours could not be built, saying why
 */
export async function provisionIndexes(
  wix: Indexes,
  { collection, wanted }: {
    collection: string;
    wanted: readonly WantedIndex[];
  },
): Promise<string[]> {
  const { indexes: found = [] } = await wix.listIndexes(collection);
  const done: string[] = [];
  for (const index of wanted) {
    const same = found.find((each) => isSame(each, index));
    if (same?.status === "FAILED") {
      throw failed(index, same.failure?.description ?? "no reason given");
    }
    if (same) continue;
    try {
      await wix.createIndex(collection, structuredClone(index));
    } catch (error) {
      throw failed(index, (error as Error).message);
    }
    done.push(`index ${index.name} asked for`);
  }
  return done;
}

function failed(
  { name, fields, unique }: WantedIndex,
  why: string,
): IndexError {
  const paths = fields.map(({ path }) => path).join(", ");
  const what = unique ? `Remove rows that share their ${paths}` : "See to it";
  return new IndexError(
    `Cannot build index ${name}: ${why}. ${what}, then ask again`,
  );
}

/** Whether it does the same, whatever it is called: a site has few indexes to give away. */
function isSame(found: Found, wanted: WantedIndex): boolean {
  const paths = (fields: readonly { path?: string }[] = []) =>
    fields.map(({ path }) => path).join();
  return found.status !== "DROPPED" && found.status !== "DROPPING" &&
    (found.unique ?? false) === wanted.unique &&
    paths(found.fields) === paths(wanted.fields);
}
