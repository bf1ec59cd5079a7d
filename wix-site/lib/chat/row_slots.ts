/** Which element draws which item: those that scroll out of sight draw those that come in. */
export interface RowSlots {
  /** Gives each item its slot; an item keeps its own while it stays. */
  assign(keys: readonly string[]): void;
  of(key: string): number;
}

/** Making an element anew costs many times what drawing another item in it does. */
export function rowSlots(): RowSlots {
  let slots = new Map<string, number>();
  return {
    assign(keys) {
      const staying = new Set(keys);
      const free = [...slots].filter(([key]) => !staying.has(key))
        .map(([, slot]) => slot);
      let next = slots.size;
      const taken = new Set(slots.values());
      const fresh = () => {
        while (taken.has(next)) next++;
        taken.add(next);
        return next;
      };
      slots = new Map(
        keys.map((key) => [key, slots.get(key) ?? free.pop() ?? fresh()]),
      );
    },
    of: (key) => slots.get(key) ?? -1,
  };
}
