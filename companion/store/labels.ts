import type { LabelColor } from "../../shared/label_colors.ts";
import type { Sql } from "./sql.ts";

/** What the team sorts its conversations by. */
export interface Label {
  id: number;
  name: string;
  color: LabelColor;
}

/** All of them, by name. */
export async function readLabels(sql: Sql): Promise<Label[]> {
  return await sql<
    Label[]
  >`select id, name, color from labels order by lower(name), id`;
}

/** How many conversations have each. */
export async function readLabelUses(sql: Sql): Promise<Map<number, number>> {
  const rows = await sql<{ labelId: number; uses: number }[]>`
    select label_id, count(*) as uses from conversation_labels group by label_id
  `;
  return new Map(rows.map(({ labelId, uses }) => [labelId, uses]));
}

/** Adds one; `null` when another is called so. */
export async function addLabel(
  sql: Sql,
  { name, color }: Omit<Label, "id">,
): Promise<Label | null> {
  const [row] = await sql<Label[]>`
    insert into labels (name, color) values (${name}, ${color}) on conflict do nothing returning id, name, color
  `;
  return row ?? null;
}

/** Changes one; `null` when there is none. Fails when another is called so: see `isTaken`. */
export async function setLabel(
  sql: Sql,
  id: number,
  { name, color }: Partial<Omit<Label, "id">>,
): Promise<Label | null> {
  const [row] = await sql<Label[]>`
    update labels set name = coalesce(${
    name ?? null
  }, name), color = coalesce(${color ?? null}, color)
    where id = ${id} returning id, name, color
  `;
  return row ?? null;
}

/** Takes one away, from all conversations too. */
export async function removeLabel(sql: Sql, id: number): Promise<boolean> {
  const { count } = await sql`delete from labels where id = ${id}`;
  return count === 1;
}
