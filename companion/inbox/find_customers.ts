import {
  addAddresses,
  type KnownAddress,
  readAddresses,
  setAddress,
} from "../store/addresses.ts";
import type { Tx } from "../store/sql.ts";
import type { InboundMessage } from "../domain/inbound_message.ts";
import type { Arrival, Placed } from "./arrival.ts";

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

  await setOwners(tx, { arrivals, known, added });
  const proposedIds = new Set(
    arrivals.map(({ newConversationId }) => newConversationId),
  );
  return arrivals.map((arrival) => {
    const { conversationId } = known.get(namesOf(arrival)[0]!)!;
    const isNewcomer = proposedIds.has(conversationId);
    return { ...arrival, conversationId, isNewcomer };
  });
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

/**
 * Names that messages of the batch use together are one customer's, and from now on all lead to
 * one conversation: that of who was known before the batch, else the number's. Written in one
 * order, so that two batches never wait for each other.
 */
async function setOwners(
  tx: Tx,
  { arrivals, known, added }: {
    arrivals: readonly Readable[];
    known: Map<string, KnownAddress>;
    added: ReadonlySet<string>;
  },
): Promise<void> {
  const moved: string[] = [];
  for (const customer of new Set(groupNames(arrivals).values())) {
    const [first] = customer;
    const before = [...customer].find((name) => !added.has(name));
    const { conversationId } = known.get(before ?? first!)!;
    for (const name of customer) {
      const address = known.get(name)!;
      if (address.conversationId === conversationId) continue;
      known.set(name, { ...address, conversationId });
      moved.push(name);
    }
  }
  for (const name of moved.sort()) await setAddress(tx, known.get(name)!);
}

/** For each name all those of the same customer, as far as the messages tell, a number first. */
function groupNames(arrivals: readonly Readable[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const arrival of arrivals) {
    const group = new Set(
      namesOf(arrival).flatMap((name) => [...groups.get(name) ?? [name]]),
    );
    for (const name of group) groups.set(name, group);
  }
  return groups;
}

function namesOf({ entry, message }: Readable): string[] {
  return message.addressKeys.map((key) =>
    nameOf({ lineId: entry.lineId, key })
  );
}

function toMap(addresses: readonly KnownAddress[]): Map<string, KnownAddress> {
  return new Map(addresses.map((address) => [nameOf(address), address]));
}

function nameOf({ lineId, key }: { lineId: number; key: string }): string {
  return `${lineId} ${key}`;
}
