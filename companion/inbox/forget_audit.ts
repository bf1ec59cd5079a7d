import { eraseAuditBefore } from "../store/audit_trail.ts";
import type { Sql } from "../store/sql.ts";

/** Erases what the audit trail has from before, a portion at a time: whoever writes meanwhile doesn't wait. */
export async function forgetAudit(sql: Sql, before: Date): Promise<void> {
  let erased: number;
  do {
    erased = await sql.begin((tx) => eraseAuditBefore(tx, before));
  } while (erased > 0);
}
