import type { Sql } from "../store/sql.ts";
import { replaceTemplates, type Template } from "../store/templates.ts";

/** Keeps what the provider has of an account's templates, whole: nobody sees half of them. */
export async function keepTemplates(
  sql: Sql,
  accountSid: string,
  templates: readonly Omit<Template, "accountSid">[],
): Promise<void> {
  await sql.begin((tx) => replaceTemplates(tx, accountSid, templates));
}
