import {
  addAddresses,
  type KnownAddress,
  readAddresses,
  setAddress,
} from "../store/addresses.ts";
import type { Tx } from "../store/sql.ts";
import type { InboundMessage } from "../domain/inbound_message.ts";
import type { Arrival, Placed } from "./receive_messages.ts";

type Readable = Arrival & { message: InboundMessage };

/**
 * Finds whose messages these are. A customer is a set of addresses: any that is known leads to
 * the conversation, the others are learnt. Who is known by none is a newcomer; of several
 * first messages at the same moment, also elsewhere, one makes the customer known and the rest follow it.
 */
export async function findCustomers(
  tx: Tx,
  arrivals: readonly Readable[],
): Promise<(Placed & { isNewcomer: boolean })[]> {
  const wanted = arrivals.flatMap(({ entry, message }) =>
    message.addressKeys.map((key) => ({ lineId: entry.lineId, key }))
  );
  const known = toMap(await readAddresses(tx, wanted));
  const proposed = new Map<string, KnownAddress>();
  for (const arrival of arrivals) propose(arrival, known, proposed);

  const added = new Set<string>();
  if (proposed.size > 0) {
    for (const address of await addAddresses(tx, [...proposed.values()])) {
      known.set(nameOf(address), address);
      added.add(nameOf(address));
    }
    const taken = [...proposed.values()].filter((address) =>
      !added.has(nameOf(address))
    );
    if (taken.length > 0) {
      for (const [name, address] of toMap(await readAddresses(tx, taken))) {
        known.set(name, address);
      }
    }
  }

  const placed = arrivals.map((arrival) => ({
    ...arrival,
    conversationId: ownerOf(arrival, known, added).conversationId,
  }));
  await join(tx, placed, known);
  const proposedIds = new Set(
    arrivals.map(({ newConversationId }) => newConversationId),
  );
  return placed.map((arrival) => ({
    ...arrival,
    isNewcomer: proposedIds.has(arrival.conversationId),
  }));
}

/** Every key of the message that nobody has yet goes to who has one of the others, or to a new conversation. */
function propose(
  { entry, message, newConversationId }: Readable,
  known: Map<string, KnownAddress>,
  proposed: Map<string, KnownAddress>,
) {
  const names = message.addressKeys.map((key) => ({
    key,
    name: nameOf({ lineId: entry.lineId, key }),
  }));
  const owner = names.map(({ name }) => known.get(name)).find(Boolean) ??
    names.map(({ name }) => proposed.get(name)).find(Boolean);
  for (const { key, name } of names) {
    if (known.has(name) || proposed.has(name)) continue;
    proposed.set(name, {
      lineId: entry.lineId,
      key,
      conversationId: owner?.conversationId ?? newConversationId,
    });
  }
}

/** Who was known before this batch comes first, then the number's owner. */
function ownerOf(
  { entry, message }: Readable,
  known: Map<string, KnownAddress>,
  added: Set<string>,
): KnownAddress {
  const names = message.addressKeys.map((key) =>
    nameOf({ lineId: entry.lineId, key })
  );
  return known.get(names.find((name) => !added.has(name)) ?? names[0]!)!;
}

/** Two conversations that turn out to be one customer's: from now on all addresses lead to the one that goes on. */
async function join(
  tx: Tx,
  placed: readonly Placed[],
  known: Map<string, KnownAddress>,
): Promise<void> {
  for (const { entry, message, conversationId } of placed) {
    for (const key of message.addressKeys) {
      const address = known.get(nameOf({ lineId: entry.lineId, key }))!;
      if (address.conversationId === conversationId) continue;
      address.conversationId = conversationId;
      await setAddress(tx, address);
    }
  }
}

function toMap(addresses: readonly KnownAddress[]): Map<string, KnownAddress> {
  return new Map(addresses.map((address) => [nameOf(address), address]));
}

function nameOf({ lineId, key }: { lineId: number; key: string }): string {
  return `${lineId} ${key}`;
}
