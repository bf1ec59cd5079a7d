/**
 * The audit that every fault ends with: Twilio, the journal, Postgres, the site and the pages
 * hold the same messages, once, in order, for the right agent.
 */
import { assertEquals } from "@std/assert";
import { findDifferences } from "./audit/differences.ts";
import { type AuditedHouse, readPlaces } from "./audit/read_places.ts";
import type { PageScript } from "./page_script.ts";
import { until } from "./until.ts";

/** How long a page may take to hear of what is everywhere else. */
const TOLD_MS = 15_000;

/** What an audit is to allow. */
export interface AuditOptions {
  withinMs?: number;
  /** See `Places`. */
  sentAgain?: readonly string[];
}

/** Compares all places, and fails naming what differs. Settle the house before. */
export async function audit(
  house: AuditedHouse,
  pages: Readonly<Record<string, PageScript>>,
  { withinMs = TOLD_MS, sentAgain }: AuditOptions = {},
): Promise<{ messages: number }> {
  let messages = 0;
  let differences: string[] = [];
  const agree = async () => {
    await Promise.all(Object.values(pages).map((page) => page.idle()));
    const places = await readPlaces(house, pages, sentAgain);
    messages = places.postgres.flatMap((thread) => thread.messages).length;
    differences = findDifferences(places);
    return differences.length === 0;
  };
  await until("all places agree", agree, withinMs).catch(() => null);
  assertEquals(differences.slice(0, 20), []);
  return { messages };
}
