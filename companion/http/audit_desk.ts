import { getLogger } from "@logtape/logtape";
import { forgetAudit } from "../inbox/forget_audit.ts";
import {
  type Actor,
  addToAudit,
  type AuditEntry,
} from "../store/audit_trail.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

/** What a door turned down, and whom. */
export interface NotedRefusal {
  by: Actor;
  /** Masked; `null` when nobody said who they are, or an agent did. */
  member: string | null;
  /** The door's pattern. */
  route: string;
  status: number;
  code: string | null;
}

/** Writes into the trail what happens at the doors, however often it happens. */
export interface AuditDesk {
  /** The first request of a session. Told once, whichever process sees it, and however many requests follow. */
  noteSignIn(by: Actor, session: { expiresAt: Date }): Promise<void>;
  /** The first of its kind in a minute at once, the others as one row when the minute ends. */
  noteRefusal(refusal: NotedRefusal): void;
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Whatever comes, and from however many addresses, a minute adds no more rows than twice these. */
const MOST_KINDS_A_MINUTE = 30;
const MOST_SESSIONS = 10_000;
const log = getLogger(["relevo", "audit"]);

/** Opens it; its counts are its process's own. What is older than `keepDays` is erased, now and every hour. */
export function openAuditDesk(
  sql: Sql,
  now: () => Date,
  { keepDays }: { keepDays: number },
): AuditDesk {
  const sessions = new Set<string>();
  const alike = new Map<string, { entry: AuditEntry; more: number }>();
  let beyond = 0;
  let writing = Promise.resolve();

  function write(entries: readonly AuditEntry[]): void {
    writing = writing.then(() => addToAudit(sql, entries, now())).catch(
      (error) =>
        log.error("Cannot write the audit trail", {
          rows: entries.length,
          error: loggable(error),
        }),
    );
  }

  function endMinute(): void {
    const rest: AuditEntry[] = [...alike.values()].filter(({ more }) =>
      more > 0
    )
      .map(({ entry, more }) => ({ ...entry, times: more }));
    if (beyond > 0) rest.push(toBeyond(beyond));
    alike.clear();
    beyond = 0;
    if (rest.length > 0) write(rest);
  }

  function forget(): void {
    const before = new Date(now().getTime() - keepDays * DAY_MS);
    writing = writing.then(() => forgetAudit(sql, before)).catch((error) =>
      log.error("Cannot erase old rows of the audit trail", {
        error: loggable(error),
      })
    );
  }

  forget();
  const timers = [
    setInterval(endMinute, MINUTE_MS),
    setInterval(forget, HOUR_MS),
  ];
  return {
    async noteSignIn(by, { expiresAt }) {
      const once = `signed_in ${by.agentId} ${expiresAt.getTime()}`;
      if (sessions.has(once)) return;
      await addToAudit(sql, [{ act: "signed_in", by, once }], now());
      sessions.add(once);
      if (sessions.size > MOST_SESSIONS) {
        sessions.delete(sessions.values().next().value!);
      }
    },
    noteRefusal({ by, member, route, status, code }) {
      const key = JSON.stringify([by, member, route, status, code]);
      const known = alike.get(key);
      if (known) return void (known.more += 1);
      if (alike.size >= MOST_KINDS_A_MINUTE) return void (beyond += 1);
      const entry: AuditEntry = {
        act: "refused",
        by,
        ...(member === null ? {} : { member }),
        details: { route, status, ...(code === null ? {} : { code }) },
      };
      alike.set(key, { entry, more: 0 });
      write([entry]);
    },
    async stop() {
      timers.forEach(clearInterval);
      endMinute();
      await writing;
    },
  };
}

/** Those of kinds for which the minute had no room. */
function toBeyond(times: number): AuditEntry {
  const by: Actor = { agentId: null, address: null };
  return { act: "refused", by, times, details: { others: true } };
}
