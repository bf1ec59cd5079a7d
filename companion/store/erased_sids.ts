import type { Sql, Tx } from "./sql.ts";

/**
 * Which of these names of messages, the provider's or ours, belong to what was erased. Next to free in
 * a house where nothing ever was. Asked after waiting for the customer's addresses, nothing slips through.
 */
export async function readErased(
  sql: Sql | Tx,
  names: readonly string[],
): Promise<Set<string>> {
  const wanted = [...new Set(names)];
  const [house] = await sql<
    { hasErased: boolean }[]
  >`select exists (select from erased_sids) as has_erased`;
  if (!house?.hasErased || wanted.length === 0) return new Set();
  const rows = await sql<{ name: string }[]>`
    select distinct n.name
    from (select ${sql.types.nameHashes(wanted)} as all_of_them) as l
    cross join unnest(l.all_of_them) with ordinality as h (hash, place)
    join erased_sids e on e.hash = h.hash
    join unnest(${wanted}::text[]) with ordinality as n (name, place)
      on n.place = 1 + (h.place - 1) / (cardinality(l.all_of_them) / ${wanted.length}::int)
  `;
  return new Set(rows.map(({ name }) => name));
}

/** Keeps of each name what recognises it. Twice is once. */
export async function addErased(
  tx: Tx,
  names: readonly string[],
  now: Date,
): Promise<void> {
  if (names.length === 0) return;
  await tx`
    insert into erased_sids (hash, erased_at)
    select h.hash, ${now}
    from (select ${tx.types.nameHashes(names)} as all_of_them) as l
    cross join unnest(l.all_of_them) with ordinality as h (hash, place)
    where (h.place - 1) % (cardinality(l.all_of_them) / ${names.length}::int) = 0
    order by h.hash
    on conflict do nothing
  `;
}
