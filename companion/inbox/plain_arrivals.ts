import type { InboundMessage } from "../domain/inbound_message.ts";
import { previewOf } from "../../shared/preview.ts";
import type {
  PlainArrivals,
  PlainCustomer,
  PlainMessage,
} from "../store/plain_arrivals.ts";
import { isNameless, nameOf } from "./append_inbound.ts";
import type { Arrival } from "./arrival.ts";

/** What arrived, parted by how it is taken in. */
export interface Parted {
  /** Texts of customers with one address each, by line. */
  plain: PlainArrivals[];
  /** Everything of the customers with anything else, and what is no message. */
  others: Arrival[];
}

type Readable = Arrival & { message: InboundMessage };

/**
 * Parts what can be taken in by one call from what needs a look: messages with files, by several
 * addresses, from another time, and any that is here twice. A customer's messages stay together, so
 * that none overtakes another.
 */
export function partPlain(arrivals: readonly Arrival[]): Parted {
  const odd = new Set<string>();
  const ids = new Set<string>();
  for (const arrival of arrivals) {
    const { message } = arrival;
    if (!message) continue;
    if (isPlain(message) && !ids.has(message.id)) ids.add(message.id);
    else namesOf(arrival, message).forEach((name) => odd.add(name));
  }
  const isTaken = (arrival: Arrival): arrival is Readable =>
    arrival.message !== null && arrival.entry.state === "done" &&
    !namesOf(arrival, arrival.message).some((name) => odd.has(name));
  const plain = arrivals.filter(isTaken);
  return {
    plain: [...Map.groupBy(plain, ({ entry }) => entry.lineId)].map(toPlain),
    others: plain.length === arrivals.length
      ? []
      : arrivals.filter((arrival) => !isTaken(arrival)),
  };
}

function isPlain({ addressKeys, media, details }: InboundMessage): boolean {
  return addressKeys.length === 1 && media.length === 0 &&
    details?.written_at === undefined;
}

function namesOf({ entry }: Arrival, { addressKeys }: InboundMessage) {
  return addressKeys.map((key) => `${entry.lineId} ${key}`);
}

function toPlain([lineId, arrivals]: [number, Readable[]]): PlainArrivals {
  const customers = new Map<string, PlainCustomer>();
  const messages = arrivals.map((arrival, at) =>
    say(customerOf(arrival, at, customers), arrival)
  );
  // In one order, so that two batches never wait for each other in a circle.
  const sorted = [...customers.values()].sort((a, b) => a.key < b.key ? -1 : 1);
  const places = new Map(sorted.map((customer, at) => [customer.key, at + 1]));
  return {
    lineId,
    customers: sorted,
    messages: messages.map(({ key, ...message }) => ({
      ...message,
      customer: places.get(key)!,
    })),
  };
}

function customerOf(
  { message, newConversationId }: Readable,
  first: number,
  customers: Map<string, PlainCustomer>,
): PlainCustomer {
  const key = message.addressKeys[0]!;
  let customer = customers.get(key);
  if (!customer) {
    customer = {
      key,
      newConversationId,
      first,
      count: 0,
      address: message.address,
      number: message.number,
      name: nameOf(message),
      profileName: null,
      preview: "",
    };
    customers.set(key, customer);
  }
  return customer;
}

/** Adds the message to what its customer has said. */
function say(
  customer: PlainCustomer,
  { message, entry }: Readable,
): Omit<PlainMessage, "customer"> & { key: string } {
  customer.count += 1;
  customer.address = message.address;
  customer.number ??= message.number;
  customer.preview = previewOf(message);
  const named = customer.profileName;
  if (message.profileName && (named === null || isNameless({ name: named }))) {
    customer.profileName = nameOf(message);
  }
  return {
    key: customer.key,
    rank: customer.count,
    id: message.id,
    kind: message.kind,
    body: message.body,
    details: message.details,
    providerSid: message.providerSid,
    journalKey: entry.key,
    params: entry.params,
  };
}
