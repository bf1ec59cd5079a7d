/**
 * Where a message is on its way. `pending`: committed here, not yet handed to the provider.
 * `unknown`: handed over, and nobody can say what became of it. `received`: a customer's own.
 * The others are the provider's words.
 * Source: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export type DeliveryStatus =
  | "received"
  | "pending"
  | "unknown"
  | "accepted"
  | "scheduled"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "undelivered"
  | "canceled";

const RANK: Readonly<Record<DeliveryStatus, number>> = {
  pending: 0,
  unknown: 1,
  accepted: 2,
  scheduled: 2,
  queued: 3,
  sending: 4,
  sent: 5,
  failed: 6,
  undelivered: 6,
  canceled: 6,
  delivered: 7,
  read: 8,
  received: 9,
};

/** Whether the word is a status that we know. An unknown one is kept in the journal and changes nothing. */
export function isDeliveryStatus(word: string): word is DeliveryStatus {
  return Object.hasOwn(RANK, word);
}

/**
 * The status after a report: a status only moves forward. Reports come late, twice and in any
 * order, so a failure holds against every earlier step, and a delivery that was seen holds against a failure.
 */
export function advance(
  current: DeliveryStatus,
  reported: DeliveryStatus,
): DeliveryStatus {
  return RANK[reported] > RANK[current] ? reported : current;
}

/** The statuses from which a report of this one moves forward. */
export function statusesBefore(reported: DeliveryStatus): DeliveryStatus[] {
  return (Object.keys(RANK) as DeliveryStatus[]).filter((status) =>
    RANK[status] < RANK[reported]
  );
}
