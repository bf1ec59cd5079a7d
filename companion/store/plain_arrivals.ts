import type { MessageDetails } from "../../shared/conversation.ts";
import { toArrayLiteral } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** A customer who wrote, by the one address that their messages came from, and what these make of the conversation. */
export interface PlainCustomer {
  key: string;
  /** The conversation's id, should the customer be new. */
  newConversationId: string;
  /** The place of their first message among all. */
  first: number;
  count: number;
  /** Where they are answered from now on. */
  address: string;
  number: string | null;
  /** Of who is new. */
  name: string;
  /** The name that they gave themselves; `null` when they gave none. */
  profileName: string | null;
  preview: string;
}

/** A message of one of them. */
export interface PlainMessage {
  /** From 1, in the order of the customers. */
  customer: number;
  /** From 1, among the messages of this customer. */
  rank: number;
  id: string;
  kind: string;
  body: string;
  details: MessageDetails | null;
  providerSid: string;
  journalKey: string;
  params: Readonly<Record<string, unknown>>;
}

/** Plain messages of one line, customers in the order of their keys and messages in that of their arrival. */
export interface PlainArrivals {
  lineId: number;
  customers: readonly PlainCustomer[];
  messages: readonly PlainMessage[];
}

/** They turned out not to be plain, and nothing was taken in. */
export class NotPlain extends Error {
  override name = "NotPlain";
}

const NEEDS_HASHES = "RL002";
/** Not plain after all; somebody was erased meanwhile; a repeat. */
const NOT_PLAIN = ["RL001", NEEDS_HASHES, "23505"];

// Whose houses are known to have erased somebody: that never ends again.
const erasing = new WeakSet<Sql>();

/**
 * Commits plain messages, all of them or nothing, in one call and one way to the database.
 * @throws {NotPlain}
 */
export async function receivePlainly(
  sql: Sql,
  { lineId, customers, messages }: PlainArrivals,
  now: Date,
): Promise<void> {
  const of = columnsOf(customers);
  const by = columnsOf(messages);
  const hashes = erasing.has(sql)
    ? sql.types.nameHashes(messages.map(({ providerSid }) => providerSid))
    : null;
  try {
    await sql`
      select receive_plainly(
        ${lineId}, ${now},
        ${of("key", "text")}::text[], ${
      of("newConversationId", "uuid")
    }::uuid[], ${of("first", "int")}::int[], ${of("count", "int")}::int[],
        ${of("address", "text")}::text[], ${of("number", "text")}::text[], ${
      of("name", "text")
    }::text[], ${of("profileName", "text")}::text[], ${
      of("preview", "text")
    }::text[],
        ${by("customer", "int")}::int[], ${by("rank", "int")}::int[], ${
      by("id", "uuid")
    }::uuid[], ${by("kind", "text")}::text[], ${by("body", "text")}::text[],
        ${by("details", "jsonb")}::jsonb[], ${
      by("providerSid", "text")
    }::text[], ${by("journalKey", "text")}::text[], ${
      by("params", "jsonb")
    }::jsonb[], ${hashes}
      )
    `;
  } catch (error) {
    const code = String((error as { code?: unknown } | null)?.code ?? "");
    if (code === NEEDS_HASHES) erasing.add(sql);
    if (!NOT_PLAIN.includes(code)) throw error;
    throw new NotPlain("Cannot take in plainly", { cause: error });
  }
}

function columnsOf<T>(rows: readonly T[]) {
  return (name: keyof T, type: "text" | "uuid" | "int" | "jsonb") =>
    toArrayLiteral(rows.map((row) => row[name]), type);
}
