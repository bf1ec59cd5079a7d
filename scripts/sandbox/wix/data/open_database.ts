import { randomBytes } from "node:crypto";
import { rulesWithout } from "../rules.ts";
import { newFate } from "../scenario.ts";
import { usualVariants, type Variants } from "../variants.ts";
import { addAppCollection, createCollection } from "./collection_routes.ts";
import type { CollectionDefinition } from "./collection.ts";
import { commit, type Database } from "./database.ts";
import { openJournal } from "./journal.ts";

/** The site's data as it was left, or empty, with the collections that are to be there from the start. */
export function openDatabase(
  { dataFile, without, now = () => new Date(), collections = [], ...given }: {
    dataFile: string | null;
    variants?: Partial<Variants>;
    /** Names of rules that are not to hold. */
    without?: readonly string[];
    now?: () => Date;
    collections?: readonly Partial<CollectionDefinition>[];
  },
): { database: Database; closeJournal: () => void } {
  const variants = { ...usualVariants(), ...given.variants };
  const database: Database = {
    collections: new Map(),
    variants,
    rules: rulesWithout(without),
    fate: newFate(variants, forgetReplicas),
    key: "",
    keep: () => {},
    now,
  };
  function forgetReplicas(): void {
    for (const collection of database.collections.values()) {
      collection.replica = null;
    }
  }
  const journal = dataFile === null ? null : openJournal(dataFile, database);
  if (journal) database.keep = journal.keep;
  if (database.key === "") {
    commit(database, {
      kind: "key",
      key: randomBytes(32).toString("base64url"),
    });
  }
  for (const definition of collections) {
    const id = String(definition.id);
    if (database.collections.has(id)) continue;
    if (id.includes("/")) addAppCollection(database, { ...definition, id });
    else createCollection(database, definition);
  }
  return { database, closeJournal: () => journal?.close() };
}
