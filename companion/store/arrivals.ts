import type { KnownAddress } from "./addresses.ts";
import { type Conversation, fromJson } from "./conversations.ts";
import { type RotaRow, type Rotation, toRota } from "./rotation.ts";
import type { Tx } from "./sql.ts";

/** A conversation, and one of the keys that lead to it. */
export type KnownCustomer = Conversation & { key: string };

/** All that arriving messages change, held. */
export interface Held {
  /** Keys that nobody had: now of their new conversation. */
  added: { lineId: number; key: string }[];
  /** Of the lines with newcomers. */
  rotations: Map<number, Rotation>;
  /** Where the other keys lead, each as it is now. */
  customers: KnownCustomer[];
  /** Messages that were stored before. */
  stored: Set<string>;
  /** Whether anybody was ever erased here. */
  hasErased: boolean;
}

interface HeldRow {
  added: Held["added"];
  heldRotations: { lineId: number; turn: number; rota: RotaRow[] }[];
  customers: Parameters<typeof fromJson>[0][];
  stored: string[];
  hasErased: boolean;
}

/**
 * Makes keys known that nobody has, and waits for whatever messages from all these keys change:
 * addresses, rotations, conversations, in this order everywhere. One way to the database for all of it.
 */
export async function holdForArrivals(
  tx: Tx,
  proposed: readonly KnownAddress[],
  messageIds: readonly string[],
): Promise<Held> {
  const [row] = await tx<HeldRow[]>`
    select * from hold_arrivals(
      ${proposed.map(({ lineId }) => lineId)}::int[], ${
    proposed.map(({ key }) => key)
  }::text[], ${
    proposed.map(({ conversationId }) => conversationId)
  }::uuid[], ${messageIds as string[]}::uuid[]
    )
  `;
  const { added, heldRotations, customers, stored, hasErased } = row!;
  return {
    added,
    rotations: new Map(
      heldRotations.map(({ rota, ...rotation }) => [
        rotation.lineId,
        { ...rotation, ...toRota(rota) },
      ]),
    ),
    customers: customers.map((customer) => ({
      ...fromJson(customer),
      key: customer.key as string,
    })),
    stored: new Set(stored),
    hasErased,
  };
}
