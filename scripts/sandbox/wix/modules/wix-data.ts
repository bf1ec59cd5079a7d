import { items } from "@wix/data";

/** The classic interface, on the newer client: it has no patch, and alters the object it was given. */
const wixData = {
  query: items.query,
  aggregate: items.aggregate,
  filter: items.filter,
  get: items.get,
  remove: items.remove,
  truncate: items.truncate,
  bulkInsert: items.bulkInsert,
  bulkSave: items.bulkSave,
  bulkUpdate: items.bulkUpdate,
  bulkRemove: items.bulkRemove,
  insert: altering(items.insert),
  update: altering(items.update),
  save: altering(items.save),
};

// deno-lint-ignore no-explicit-any -- the three share their shape, not their types
function altering(change: (...args: any[]) => Promise<any>) {
  return async (
    collectionId: string,
    item: Record<string, unknown>,
    options?: object,
  ) => Object.assign(item, await change(collectionId, item, options));
}

// A default export because the module that this stands for has one.
export default wixData;
