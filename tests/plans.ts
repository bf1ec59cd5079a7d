import { connect, type Sql } from "../companion/store/sql.ts";

/** What a statement did to one table. */
export interface Access {
  table: string;
  /** As Postgres calls it: `Seq Scan`, `Index Scan`… */
  by: string;
  /** How many rows it came by, those that it left out included. */
  rows: number;
}

/** A connection that tells how Postgres really went about each statement. */
export interface WatchedSql extends AsyncDisposable {
  sql: Sql;
  /** What has been touched since the last time this was asked. */
  accesses(): Access[];
}

/** Opens one: the statements that run on it are those of the product, with its own values. */
export async function watchPlans(url: string): Promise<WatchedSql> {
  const seen: Access[] = [];
  const sql = connect(url, {
    max: 1,
    onNotice: ({ message = "" }) => {
      const plan = /^duration: .* plan:\n([\s\S]+)$/.exec(message)?.[1];
      if (plan) seen.push(...accessesOf(JSON.parse(plan).Plan));
    },
  });
  await sql`load 'auto_explain'`;
  await sql`
    select set_config(name, value, false) from (values
      ('auto_explain.log_analyze', 'on'), ('auto_explain.log_timing', 'off'), ('auto_explain.log_format', 'json'),
      ('auto_explain.log_level', 'notice'), ('auto_explain.log_min_duration', '0')
    ) as setting (name, value)
  `;
  return {
    sql,
    accesses: () => seen.splice(0),
    [Symbol.asyncDispose]: () => sql.end(),
  };
}

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: Node[];
}

function accessesOf(node: Node): Access[] {
  const table = node["Relation Name"] ??
    (node["Node Type"] === "Bitmap Index Scan" ? node["Index Name"] : null);
  const each = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Index Recheck"] ?? 0);
  const own = table
    ? [{
      table,
      by: node["Node Type"],
      rows: Math.round(each * node["Actual Loops"]),
    }]
    : [];
  return [...own, ...(node.Plans ?? []).flatMap(accessesOf)];
}
