import { randomBytes } from "node:crypto";
import { usualVariants, type Variants } from "../variants.ts";
import { createCollection } from "./collection_routes.ts";
import type { CollectionDefinition } from "./collection.ts";
import { commit, type Database } from "./database.ts";
import { openJournal } from "./journal.ts";

/** The site's data as it was left, or empty, with the collections that are to be there from the start. */
export function openDatabase(
  { dataFile, variants, collections = [] }: {
    dataFile: string | null;
    variants?: Partial<Variants>;
    collections?: readonly Partial<CollectionDefinition>[];
  },
): { database: Database; closeJournal: () => void } {
  const database: Database = {
    collections: new Map(),
    variants: { ...usualVariants(), ...variants },
    key: "",
    keep: () => {},
    now: () => new Date(),
  };
  const journal = dataFile === null ? null : openJournal(dataFile, database);
  if (journal) database.keep = journal.keep;
  if (database.key === "") {
    commit(database, {
      kind: "key",
      key: randomBytes(32).toString("base64url"),
    });
  }
  for (const definition of collections) {
    if (!database.collections.has(String(definition.id))) {
      createCollection(database, definition);
    }
  }
  return { database, closeJournal: () => journal?.close() };
}
