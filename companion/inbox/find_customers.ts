import type { InboundMessage } from "../domain/inbound_message.ts";
import {
  type KnownAddress,
  removeAddresses,
  setAddress,
} from "../store/addresses.ts";
import { holdForArrivals, type KnownCustomer } from "../store/arrivals.ts";
import type { Conversation } from "../store/conversations.ts";
import { readErased } from "../store/erased_sids.ts";
import type { Rotation } from "../store/rotation.ts";
import type { Tx } from "../store/sql.ts";
import type { Arrival, Placed } from "./arrival.ts";

/** A message that can be read, for a line that we know. */
export type Readable = Arrival & { message: InboundMessage };

/** Whose messages these are, with everything held that they are going to change. */
export interface Found {
  /** Messages that were neither stored nor erased before, each with its conversation, in the order given. */
  placed: Placed[];
  /** Conversations that there are, locked. */
  known: Map<string, Conversation>;
  /** Of the lines with newcomers, held. */
  rotations: Map<number, Rotation>;
  /** Whether anybody was ever erased here. */
  hasErased: boolean;
}

/**
 * Finds whose messages these are, and waits for what they change: addresses, rotations,
 * conversations, in this order everywhere. A customer is a set of addresses: any that is known leads
 * to the conversation, the others are learnt. Who is known by none is a newcomer; of several first
 * messages at the same moment, also elsewhere, one makes the customer known and the rest follow it.
 */
export async function findCustomers(
  tx: Tx,
  arrivals: readonly Readable[],
): Promise<Found> {
  const proposed = propose(arrivals, groupNames(arrivals));
  const held = await holdForArrivals(
    tx,
    [...proposed.values()],
    arrivals.map(({ message }) => message.id),
  );
  const { added, rotations, customers: locked, stored, hasErased } = held;
  const erased = hasErased
    ? await readErased(
      tx,
      arrivals.map(({ message }) => message.providerSid),
    )
    : new Set<string>();
  const fresh = arrivals.filter(({ message: { id, providerSid } }) =>
    !stored.has(id) && !erased.has(providerSid)
  );
  const named = new Set(fresh.flatMap(namesOf));
  // What was told before, and comes again, teaches nothing.
  const unused = added.filter((address) => !named.has(nameOf(address)));
  if (unused.length > 0) await removeAddresses(tx, unused);

  const addresses = {
    proposed,
    addedNames: new Set(added.map(nameOf)),
    locked,
  };
  const owners = ownersOf(new Set(groupNames(fresh).values()), addresses);
  await setOwners(tx, owners, addresses);
  return {
    placed: fresh.map((arrival) => ({
      ...arrival,
      conversationId: owners.get(namesOf(arrival)[0]!)!,
    })),
    known: new Map<string, Conversation>(
      locked.map(({ key: _, ...conversation }) => [
        conversation.id,
        conversation,
      ]),
    ),
    rotations,
    hasErased,
  };
}

/** For each name all those of the same customer, as far as the messages tell, a number first. */
function groupNames(arrivals: readonly Readable[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const arrival of arrivals) {
    const names = namesOf(arrival);
    const first = groups.get(names[0]!);
    if (first && names.every((name) => first.has(name))) continue;
    const group = new Set(
      names.flatMap((name) => [...groups.get(name) ?? [name]]),
    );
    for (const name of group) groups.set(name, group);
  }
  return groups;
}

/** Every name as a newcomer's: those of one customer lead to the conversation of the customer's first message here. */
function propose(
  arrivals: readonly Readable[],
  groups: ReadonlyMap<string, Set<string>>,
): Map<string, KnownAddress> {
  const ids = new Map<Set<string>, string>();
  const proposed = new Map<string, KnownAddress>();
  for (const { entry: { lineId }, message, newConversationId } of arrivals) {
    for (const key of message.addressKeys) {
      const name = nameOf({ lineId, key });
      const group = groups.get(name)!;
      const conversationId = ids.get(group) ?? newConversationId;
      ids.set(group, conversationId);
      proposed.set(name, { lineId, key, conversationId });
    }
  }
  return proposed;
}

interface Addresses {
  proposed: ReadonlyMap<string, KnownAddress>;
  /** Those that nobody had. */
  addedNames: ReadonlySet<string>;
  /** Those that somebody had. */
  locked: readonly KnownCustomer[];
}

/** Each name's conversation: of one customer that of who was known before, by the number first, else the new one. */
function ownersOf(
  customers: ReadonlySet<Set<string>>,
  { proposed, addedNames, locked }: Addresses,
): Map<string, string> {
  const before = new Map(locked.map((row) => [nameOf(row), row.id]));
  const owners = new Map<string, string>();
  for (const names of customers) {
    const [first] = names;
    const known = [...names].find((name) => !addedNames.has(name));
    const owner = known
      ? before.get(known)
      : proposed.get(first!)!.conversationId;
    if (!owner) throw new VanishedAddress();
    for (const name of names) owners.set(name, owner);
  }
  return owners;
}

/** Somebody was erased between two statements: asked again, the customer is a newcomer. */
class VanishedAddress extends Error {
  /** As Postgres calls what is to be tried again. */
  code = "40001";
  override message = "Cannot find customer: the address was erased just now";
}

/** Names that turn out to be one customer's all lead to one conversation from now on. In one order, so that two batches never wait for each other. */
async function setOwners(
  tx: Tx,
  owners: ReadonlyMap<string, string>,
  { proposed, addedNames, locked }: Addresses,
): Promise<void> {
  const before = new Map(locked.map((row) => [nameOf(row), row.id]));
  const moved = [...owners].filter(([name, owner]) =>
    owner !==
      (addedNames.has(name)
        ? proposed.get(name)!.conversationId
        : before.get(name))
  );
  for (const [name, conversationId] of moved.sort()) {
    await setAddress(tx, { ...proposed.get(name)!, conversationId });
  }
}

function namesOf({ entry, message }: Readable): string[] {
  return message.addressKeys.map((key) =>
    nameOf({ lineId: entry.lineId, key })
  );
}

function nameOf({ lineId, key }: { lineId: number; key: string }): string {
  return `${lineId} ${key}`;
}
