import type { Rules } from "../rules.ts";
import type { Fate } from "../scenario.ts";
import type { Variants } from "../variants.ts";
import {
  addIndex,
  type Collection,
  type CollectionDefinition,
  dropRow,
  newCollection,
  putRow,
} from "./collection.ts";
import { noSuchCollection } from "./data_error.ts";
import type { IndexDefinition } from "./field_index.ts";
import { replicaOf, tellReplica } from "./replica.ts";
import type { Row } from "./values.ts";

/** Something that happened to the data: what the journal keeps, one line each. */
export type Change =
  | { kind: "rows"; collectionId: string; put: Row[]; removed: string[] }
  | { kind: "truncated"; collectionId: string }
  | { kind: "collection"; definition: CollectionDefinition }
  | { kind: "dropped"; collectionId: string }
  | { kind: "index"; collectionId: string; index: IndexDefinition }
  | { kind: "unindexed"; collectionId: string; name: string }
  | { kind: "key"; key: string };

/** The site's data, in memory; `keep` puts each change where it outlives the process. */
export interface Database {
  collections: Map<string, Collection>;
  variants: Variants;
  /** What callers are held to. */
  rules: Rules;
  fate: Fate;
  /** Signs what the stand-in hands out, so that sign-ins outlive a restart. Base64url. */
  key: string;
  keep: (change: Change) => void;
  now: () => Date;
}

/** @throws {DataError} WDE0025 */
export function collectionOf(database: Database, id: unknown): Collection {
  const collection = database.collections.get(String(id));
  if (!collection) throw noSuchCollection(String(id));
  return collection;
}

/** Makes the change and keeps it. */
export function commit(database: Database, change: Change): void {
  const { variants, rules, now } = database;
  const isLagging = variants.replicaLagMs > 0 && rules.has("lag");
  const collection = change.kind === "rows" && isLagging &&
    database.collections.get(change.collectionId);
  if (collection) replicaOf(collection, variants);
  apply(database, change);
  database.keep(change);
  if (!collection) return;
  for (const id of [...change.put.map(({ _id }) => _id), ...change.removed]) {
    tellReplica(collection, id, { variants, now: now() });
  }
}

/** Makes a change in memory. Its collection may be gone since: then there is nothing to do. */
export function apply(database: Database, change: Change): void {
  if (change.kind === "key") {
    database.key = change.key;
    return;
  }
  if (change.kind === "collection") {
    const { definition } = change;
    const known = database.collections.get(definition.id);
    if (known) known.definition = definition;
    else database.collections.set(definition.id, newCollection(definition));
    return;
  }
  const collection = database.collections.get(change.collectionId);
  if (!collection) return;
  switch (change.kind) {
    case "rows":
      for (const row of change.put) putRow(collection, row);
      for (const id of change.removed) dropRow(collection, id);
      break;
    case "truncated":
      for (const id of [...collection.rows.keys()]) dropRow(collection, id);
      collection.replica = null;
      break;
    case "dropped":
      database.collections.delete(change.collectionId);
      break;
    case "index":
      addIndex(collection, change.index);
      break;
    case "unindexed":
      collection.indexes = collection.indexes.filter(({ definition }) =>
        definition.name !== change.name
      );
  }
}

/** The changes that make the data anew: what a journal is shortened to. */
export function* changesToRebuild(database: Database): Generator<Change> {
  yield { kind: "key", key: database.key };
  for (const { definition, indexes, rows } of database.collections.values()) {
    yield { kind: "collection", definition };
    for (const index of indexes) {
      yield {
        kind: "index",
        collectionId: definition.id,
        index: index.definition,
      };
    }
    for (const { row } of rows.values()) {
      yield {
        kind: "rows",
        collectionId: definition.id,
        put: [row],
        removed: [],
      };
    }
  }
}
