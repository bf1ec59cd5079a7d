import type { Inbox } from "./inbox.ts";

/** Every place of the house where one of these words is, as `place: word`, whatever their case. */
export async function tracesOf(
  inbox: Pick<Inbox, "sql" | "site" | "dataDir">,
  words: readonly string[],
): Promise<string[]> {
  return [
    ...await inTables(inbox.sql, words),
    ...inSite(inbox.site, words),
  ].sort();
}

/** The ids of the files that are in the media store. */
export async function storedFiles(dataDir: string): Promise<string[]> {
  const names: string[] = [];
  async function walk(folder: string): Promise<void> {
    for await (const entry of Deno.readDir(folder)) {
      if (entry.isDirectory) await walk(`${folder}/${entry.name}`);
      else names.push(entry.name);
    }
  }
  try {
    await walk(`${dataDir}/media`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names;
}

async function inTables(
  sql: Inbox["sql"],
  words: readonly string[],
): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
  `;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const word of words) {
      const { count } = await sql`
        select from ${
        sql(name)
      } as whole where strpos(lower(whole::text), ${word.toLowerCase()}) > 0
      `;
      if (count > 0) found.push(`${name}: ${word}`);
    }
  }
  return found;
}

const COLLECTIONS = ["CHATBOT", "CHATBOT_MENSAJES", "CHATBOT_BORRADOS"];

function inSite(site: Inbox["site"], words: readonly string[]): string[] {
  return COLLECTIONS.flatMap((collection) => {
    const text = JSON.stringify(site.rows(collection)).toLowerCase();
    return words.filter((word) => text.includes(word.toLowerCase()))
      .map((word) => `${collection}: ${word}`);
  });
}
