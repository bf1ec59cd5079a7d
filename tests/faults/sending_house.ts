import type { Fault } from "../../scripts/sandbox/controls.ts";
import { type Inbox, startInbox } from "../inbox.ts";
import { orderFault } from "./ordered_faults.ts";

export const MARTA = "+573001112233";
export const KEY = "573001112233";

/** Twilio's interface, where a message is created. */
export const CREATING = { path: "/2010-04-01", method: "POST" };

/** A house in which a customer has written to Ana, and nothing is promised any more. */
export async function startConversation(now?: () => Date): Promise<Inbox> {
  const inbox = await startInbox({ agents: ["ana"], now });
  await inbox.twilio.inbound({ from: MARTA, body: "Hola" });
  await inbox.settle();
  return inbox;
}

/** Twilio takes the next message, and its answer never comes. */
export async function lost(
  { twilio }: Inbox,
  how: Partial<Fault> = {},
): Promise<void> {
  await orderFault(twilio, { ...CREATING, after: "commit", ...how });
}

/** What the agent sees of their own replies, oldest first. */
export async function replies(
  inbox: Inbox,
): Promise<
  { id: string; status: string; sid: string | null; code: number | null }[]
> {
  const rows = await inbox.sql`
    select id, status, provider_sid as sid, error_code as code from messages
    where direction = 'outbound' order by position
  `;
  return rows.map((row) => ({ ...row })) as never;
}

/** The business's words on the customer's phone. */
export function onPhone({ twilio }: Inbox): string[] {
  return twilio.phone(MARTA).map(({ body }) => body).slice(1);
}

/** How often Twilio's interface was asked so. */
export function countOf({ twilio }: Inbox, method: string): number {
  return twilio.log().filter((entry) =>
    entry.method === method && entry.path.startsWith(CREATING.path)
  ).length;
}

/** What a supervisor sees of what is not well. */
export async function troubles(inbox: Inbox) {
  return (await inbox.as("sofia", "/api/atascos")).json;
}
