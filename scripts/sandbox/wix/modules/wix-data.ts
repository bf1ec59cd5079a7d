import { items } from "@wix/data";
import { auth } from "@wix/essentials";
import { variantsOfRequest } from "../runtime/ambient.ts";
import { classicQuery } from "../runtime/classic_query.ts";

// deno-lint-ignore no-explicit-any -- the wrapped functions share nothing but that they end with options
type Call = (...args: any[]) => any;

interface ClassicOptions {
  /** As if the site itself asked. */
  suppressAuth?: boolean;
}

/** The older interface, on the newer client: it has no patch, and alters the object that it was given. */
const wixData = {
  query: classicQuery,
  aggregate: items.aggregate,
  filter: items.filter,
  get: withAuth(items.get, 2, whereMissing),
  remove: withAuth(items.remove, 2),
  truncate: withAuth(items.truncate, 1),
  insert: withAuth(items.insert, 2, altered),
  update: withAuth(items.update, 2, altered),
  save: withAuth(items.save, 2, altered),
  bulkInsert: withAuth(items.bulkInsert, 2),
  bulkSave: withAuth(items.bulkSave, 2),
  bulkUpdate: withAuth(items.bulkUpdate, 2),
  bulkRemove: withAuth(items.bulkRemove, 2),
};

/** Elevates the call where its options, at this place, say so. */
function withAuth(
  call: Call,
  place: number,
  made: (answer: unknown, args: unknown[]) => unknown = (answer) => answer,
): Call {
  const elevated = auth.elevate(call) as Call;
  return async (...args) => {
    const { suppressAuth = false, ...options } =
      (args[place] ?? {}) as ClassicOptions;
    const run = suppressAuth ? elevated : call;
    const answer = await run(...args.slice(0, place), options);
    return made(answer, args);
  };
}

function altered(answer: unknown, [, item]: unknown[]): unknown {
  return Object.assign(item as object, answer);
}

function whereMissing(answer: unknown, [collectionId, id]: unknown[]): unknown {
  if (answer !== null || variantsOfRequest()?.classicGet !== "rejection") {
    return answer;
  }
  const description =
    `WDE0073: Item [${id}] does not exist in collection [${collectionId}].`;
  throw Object.assign(new Error(description), {
    code: "WDE0073",
    details: { applicationError: { code: "WDE0073", description } },
  });
}

// A default export because the module that this stands for has one.
export default wixData;
