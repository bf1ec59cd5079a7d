import type { Variants } from "../variants.ts";
import {
  buildIndex,
  enterRow,
  type FieldIndex,
  forgetRow,
  idsWith,
  type IndexDefinition,
} from "./field_index.ts";
import { type Filter, matches, wantedValues } from "./filter.ts";
import type { Row } from "./values.ts";

export type PermissionLevel =
  | "ADMIN"
  | "CMS_EDITOR"
  | "SITE_MEMBER_AUTHOR"
  | "SITE_MEMBER"
  | "ANYONE";

export type DataAction = "read" | "insert" | "update" | "remove";

/** A collection as Wix describes it. */
export interface CollectionDefinition {
  id: string;
  displayName?: string;
  fields?: { key: string; displayName?: string; type: string }[];
  permissions: Record<DataAction, PermissionLevel>;
  revision: string;
  createdDate: string; // ISO 8601, UTC
  updatedDate: string;
  [other: string]: unknown;
}

/** A row and its place in the order of insertion. */
export interface Stored {
  row: Row;
  place: number;
}

/** What readers at a replica see: the rows, as far as the changes have arrived there. */
export interface Replica {
  rows: Map<string, Stored>;
  coming: { due: number; id: string; stored: Stored | null }[];
  random: () => number;
}

/** A collection with its rows in memory. */
export interface Collection {
  definition: CollectionDefinition;
  rows: Map<string, Stored>;
  indexes: FieldIndex[];
  nextPlace: number;
  replica: Replica | null;
}

export function newCollection(definition: CollectionDefinition): Collection {
  return {
    definition,
    rows: new Map(),
    indexes: [],
    nextPlace: 0,
    replica: null,
  };
}

export function putRow(collection: Collection, row: Row): void {
  const before = collection.rows.get(row._id);
  const stored = { row, place: before?.place ?? collection.nextPlace++ };
  for (const index of collection.indexes) {
    if (before) forgetRow(index, before.row);
    enterRow(index, row);
  }
  collection.rows.set(row._id, stored);
}

export function dropRow(collection: Collection, id: string): void {
  const stored = collection.rows.get(id);
  if (!stored) return;
  for (const index of collection.indexes) forgetRow(index, stored.row);
  collection.rows.delete(id);
}

export function addIndex(
  collection: Collection,
  definition: IndexDefinition,
): void {
  collection.indexes = collection.indexes.filter((index) =>
    index.definition.name !== definition.name
  );
  collection.indexes.push(buildIndex(definition, allRows(collection)));
}

export function allRows(collection: Collection): Row[] {
  return Array.from(collection.rows.values(), ({ row }) => row);
}

/** The rows that the filter means, in the order of insertion; by an index where one helps. */
export function findStored(
  collection: Collection,
  filter: Filter,
  { variants, from = collection.rows }: {
    variants: Variants;
    from?: Map<string, Stored>;
  },
): Stored[] {
  const ids = from === collection.rows && variants.arrayEquality === "whole"
    ? candidateIds(collection, filter)
    : null;
  if (!ids) {
    return [...from.values()].filter(({ row }) =>
      matches(row, filter, variants)
    );
  }
  return [...new Set(ids)].flatMap((id) => from.get(id) ?? [])
    .filter(({ row }) => matches(row, filter, variants))
    .toSorted((a, b) => a.place - b.place);
}

function candidateIds(collection: Collection, filter: Filter): string[] | null {
  const ids = wantedValues(filter, "_id");
  if (ids) return ids.map(String);
  for (const index of collection.indexes) {
    const values = wantedValues(filter, index.path);
    if (values) return idsWith(index, values);
  }
  return null;
}
