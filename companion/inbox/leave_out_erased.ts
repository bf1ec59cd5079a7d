import { readErased } from "../store/erased_sids.ts";
import { type JournalEntry, removeFromJournal } from "../store/journal.ts";
import type { Tx } from "../store/sql.ts";

/**
 * Of what came in just now, what speaks of messages that were erased: it is taken out of the journal
 * again, and nothing comes of it. `messageId`: our own name, where a report carries it.
 */
export async function leaveOutErased(
  tx: Tx,
  entries: readonly JournalEntry[],
  messageId: string | null = null,
): Promise<JournalEntry[]> {
  const named = entries.map((entry) => ({
    entry,
    names: [sidOf(entry), messageId].filter((name) => name !== null),
  }));
  const erased = await readErased(tx, named.flatMap(({ names }) => names));
  const out = named.filter(({ names }) =>
    names.some((name) => erased.has(name))
  ).map(({ entry }) => entry);
  await removeFromJournal(tx, out);
  return out;
}

/** `m:<sid>` of a message, `s:<sid>:<status>:<error>` of a report. */
function sidOf({ kind, key }: JournalEntry): string | null {
  return kind === "wix" ? null : key.split(":")[1] ?? null;
}
