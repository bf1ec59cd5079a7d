import type { Sql, Tx } from "./sql.ts";

/** A text that WhatsApp has approved, or not, to open conversations with. */
export interface Template {
  accountSid: string;
  /** The provider's. */
  id: string;
  name: string;
  language: string;
  type: string;
  /** With its gaps, `{{1}}`. */
  body: string;
  variables: string[];
  /** What its buttons say. */
  buttons: string[];
  category: string | null;
  status: string;
}

/** All that are known, by name. */
export async function readTemplates(sql: Sql): Promise<Template[]> {
  return await sql<Template[]>`
    select account_sid, id, name, language, type, body, variables, buttons, category, status from templates
    order by lower(name), language, id
  `;
}

/** One of an account's. */
export async function readTemplate(
  sql: Sql | Tx,
  accountSid: string,
  id: string,
): Promise<Template | null> {
  const [row] = await sql<Template[]>`
    select account_sid, id, name, language, type, body, variables, buttons, category, status from templates
    where account_sid = ${accountSid} and id = ${id}
  `;
  return row ?? null;
}

/** When all were read whole, the one longest ago; `null` when there is one that never was. */
export async function readTemplatesReadAt(sql: Sql): Promise<Date | null> {
  const [row] = await sql<{ readAt: Date | null }[]>`
    select case when bool_and(read_at is not null) then min(read_at) end as read_at from template_reads
  `;
  return row?.readAt ?? null;
}

/** Takes it upon this process to ask for an account's templates; `false` when somebody has asked so lately. */
export async function takeTemplateRead(
  sql: Sql,
  accountSid: string,
  { agoMs, failedAgoMs }: { agoMs: number; failedAgoMs: number },
): Promise<boolean> {
  const { count } = await sql`
    insert into template_reads as read (account_sid, asked_at) values (${accountSid}, now())
    on conflict (account_sid) do update set asked_at = now()
    where read.asked_at < now() - interval '1 millisecond' *
      case when read.problem is null and read.read_at is not null then ${agoMs}::int else ${failedAgoMs}::int end
  `;
  return count === 1;
}

/** Says why an account's could not be read. */
export async function setTemplateProblem(
  sql: Sql,
  accountSid: string,
  problem: string,
): Promise<void> {
  await sql`update template_reads set problem = ${problem} where account_sid = ${accountSid}`;
}

/** Makes these the account's, and no others. */
export async function replaceTemplates(
  tx: Tx,
  accountSid: string,
  templates: readonly Omit<Template, "accountSid">[],
): Promise<void> {
  await tx`select from template_reads where account_sid = ${accountSid} for update`;
  await tx`delete from templates where account_sid = ${accountSid}`;
  await tx`
    insert into templates (account_sid, id, name, language, type, body, variables, buttons, category, status)
    select ${accountSid}, id, name, language, type, body,
      array(select jsonb_array_elements_text(variables)), array(select jsonb_array_elements_text(buttons)), category, status
    from jsonb_to_recordset(${tx.json(templates as never)}) as t (
      id text, name text, language text, type text, body text, variables jsonb, buttons jsonb, category text, status text
    )
    on conflict do nothing
  `;
  await tx`update template_reads set read_at = now(), problem = null where account_sid = ${accountSid}`;
}
