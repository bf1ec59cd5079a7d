import type { Sql, Tx } from "./sql.ts";

/** Fields that people here and the site both change; `null`: not changed. */
export interface SiteFields {
  stopBot: boolean | null;
  observations: string | null;
}

/** What the site has not stored yet of what was changed here. */
export type PendingFields = SiteFields & {
  /** Of the conversation, at the last change. */
  version: number;
};

/** Changes fields of a conversation that is held, and notes that the site is to have them. */
export async function setSiteFields(
  tx: Tx,
  id: string,
  { stopBot, observations, version }: PendingFields,
): Promise<void> {
  await tx`
    update conversations set stop_bot = coalesce(${stopBot}, stop_bot),
      observations = coalesce(${observations}, observations)
    where id = ${id}
  `;
  await tx`
    insert into site_fields (conversation_id, stop_bot, observations, version)
    values (${id}, ${stopBot}, ${observations}, ${version})
    on conflict (conversation_id) do update
    set stop_bot = coalesce(excluded.stop_bot, site_fields.stop_bot),
      observations = coalesce(excluded.observations, site_fields.observations), version = excluded.version
  `;
}

/** What the site is still to have of these. */
export async function readSiteFields(
  sql: Sql | Tx,
  ids: readonly string[],
): Promise<Map<string, PendingFields>> {
  const rows = await sql<({ id: string } & PendingFields)[]>`
    select conversation_id as id, stop_bot, observations, version from site_fields
    where conversation_id = any(${ids as string[]}::uuid[])
  `;
  return new Map(rows.map(({ id, ...fields }) => [id, fields]));
}

/** Notes that the site has stored what was changed up to a version. */
export async function removeSiteFields(
  sql: Sql,
  id: string,
  version: number,
): Promise<void> {
  await sql`
    delete from site_fields where conversation_id = ${id} and version <= ${version}
  `;
}
