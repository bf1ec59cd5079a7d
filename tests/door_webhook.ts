import { getExpectedTwilioSignature as sign } from "twilio/lib/webhooks/webhooks.js";
import type { Sql } from "../companion/store/sql.ts";
import { ACCOUNT, AUTH_TOKEN, LINE } from "./inbox.ts";

/** What a test changes about a webhook that would be right. */
export interface WebhookChanges {
  path?: string;
  method?: string;
  /** Replaces parameters, and removes those that are `null`. */
  params?: Record<string, string | null>;
  /** What signs it. */
  token?: string;
  /** The signature as it is sent; `null` for none. */
  signature?: string | null;
  /** The address that is signed, where it is another than the one called. */
  signedUrl?: string;
  headers?: Record<string, string>;
  /** The body as it is sent, where it isn't that of the parameters. */
  body?: BodyInit;
}

/** A customer's message, as Twilio words it. */
export function messageParams(
  changes: Record<string, string | null> = {},
): Record<string, string> {
  const sid = newSid();
  return withChanges({
    MessageSid: sid,
    SmsSid: sid,
    AccountSid: ACCOUNT,
    From: "whatsapp:+573000000001",
    To: LINE,
    Body: "Hola",
    ProfileName: "Marta",
    NumMedia: "0",
  }, changes);
}

/** A name that no message has yet. */
export function newSid(): string {
  return `SM${crypto.randomUUID().replaceAll("-", "")}`;
}

/** Knocks at Twilio's door. */
export async function callWebhook(
  house: { url: string },
  changes: WebhookChanges = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const address = house.url + (changes.path ?? "/webhook/twilio");
  const params = messageParams(changes.params);
  const signature = changes.signature === undefined
    ? sign(changes.token ?? AUTH_TOKEN, changes.signedUrl ?? address, params)
    : changes.signature;
  const method = changes.method ?? "POST";
  const response = await fetch(address, {
    method,
    redirect: "manual",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
      ...(signature === null ? {} : { "X-Twilio-Signature": signature }),
      ...changes.headers,
    },
    body: method === "GET"
      ? undefined
      : changes.body ?? new URLSearchParams(params).toString(),
  });
  return {
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  };
}

/** How many rows each table has, but for what tells of refusals and what is folded or filled by itself. */
export async function countRows(sql: Sql): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not in (
      'audit_trail', 'tallies', 'holdings', 'conversation_texts', 'rates', 'message_texts', 'open_pages'
    )
    order by 1
  `;
  const counted = await Promise.all(tables.map(async ({ name }) => {
    const [row] = await sql<{ count: number }[]>`
      select count(*) as count from ${sql(name)}
    `;
    return [name, row!.count] as const;
  }));
  return Object.fromEntries(counted);
}

function withChanges(
  params: Record<string, string>,
  changes: Record<string, string | null>,
): Record<string, string> {
  const given = Object.entries({ ...params, ...changes })
    .filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(given);
}
