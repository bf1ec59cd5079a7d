import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createDatabase } from "./database.ts";

/** What erasing takes from these: all that is a customer's. `tests/erasing_test.ts` and `tests/notes_test.ts` search each of them. */
const ERASED = [
  "addresses",
  "conversation_events",
  "conversation_labels",
  "conversation_texts",
  "conversations",
  "hand_overs",
  "media",
  "mentions",
  "message_texts",
  "messages",
  "outbox_tasks",
  "pins",
  "presences",
  "site_fields",
  "webhooks",
];

/** These have an id of a conversation or a message, which says nothing of anybody, and nothing else of a customer. */
const ONLY_IDS = [
  "assignments",
  "audit_trail",
  "commits",
  "erasures",
  "holdings",
  "message_text_places",
  "outbox_lanes",
  "rates",
];

/** These are about the house, its people and its lines, or hold sums. */
const NOBODYS = [
  "agents",
  "erased_sids",
  "labels",
  "lines",
  "migrations",
  "open_pages",
  "quick_replies",
  "received_counts",
  "reconciliations",
  "rota",
  "rotations",
  "sid_keys",
  "tallies",
  "template_reads",
  "templates",
  "workers",
];

/** What a column is called that leads to a customer. */
const LEADS_TO_A_CUSTOMER =
  /conversation|message_id|provider_sid|address$|number$|params|payload|body/;

describe("every table", () => {
  it("is known to hold something that erasing takes, or nothing that is a customer's", async () => {
    await using database = await createDatabase();
    const rows = await database.sql<{ name: string }[]>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1
    `;

    assertEquals(
      rows.map(({ name }) => name).sort(),
      [...ERASED, ...ONLY_IDS, ...NOBODYS].sort(),
      "A new table: have erasing take what is a customer's, and say so here",
    );
  });

  it("of the house has no column that would lead to a customer", async () => {
    await using database = await createDatabase();
    const columns = await database.sql<{ place: string; name: string }[]>`
      select table_name || '.' || column_name as place, column_name as name
      from information_schema.columns where table_schema = 'public' and table_name in ${
      database.sql(NOBODYS)
    } order by 1
    `;

    const suspect = columns.filter(({ name }) => LEADS_TO_A_CUSTOMER.test(name))
      .map(({ place }) => place);
    // A line's own number, and what the team writes to everybody.
    assertEquals(suspect, [
      "lines.number",
      "quick_replies.body",
      "templates.body",
    ]);
  });
});
