import { errorCode } from "../../wix-site/lib/backend/data_error.ts";
import type { WantedCollection } from "./site_collections.ts";
import type { WixClient } from "./wix_client.ts";

type Collections = WixClient["collections"];

type Found = Awaited<ReturnType<Collections["getDataCollection"]>>;

/** Wix turns a change down whose revision is no longer the newest: somebody else was faster. */
const MAX_ATTEMPTS = 3;

/** Creates the collection, or adds what it lacks. What was done, in words. */
export async function provisionCollection(
  wix: Collections,
  wanted: WantedCollection,
): Promise<string[]> {
  for (let attempt = 1;; attempt++) {
    const found = await find(wix, wanted._id);
    try {
      return found
        ? await complete(wix, found, wanted)
        : await create(wix, wanted);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function create(
  wix: Collections,
  wanted: WantedCollection,
): Promise<string[]> {
  // The client renames keys in what it is given.
  await wix.createDataCollection(structuredClone(wanted));
  return ["created"];
}

async function complete(
  wix: Collections,
  found: Found,
  wanted: WantedCollection,
): Promise<string[]> {
  const fields = found.fields ?? [];
  const known = new Set(fields.map(({ key }) => key));
  const missing = wanted.fields.filter(({ key }) => !known.has(key));
  const isOpen = Object.entries(wanted.permissions).some(([right, role]) =>
    found.permissions?.[right as keyof typeof wanted.permissions] !== role
  );
  if (missing.length === 0 && !isOpen) return [];
  // Permissions change only together with everything else, and by the newest revision.
  await wix.updateDataCollection({
    ...found,
    fields: structuredClone([...fields, ...missing]),
    permissions: { ...wanted.permissions },
    revision: found.revision ?? "",
  });
  return [
    ...missing.map(({ key }) => `field ${key} added`),
    ...(isOpen ? ["closed to everyone but the backend"] : []),
  ];
}

async function find(wix: Collections, id: string): Promise<Found | null> {
  try {
    return await wix.getDataCollection(id, { consistentRead: true });
  } catch (error) {
    if (["WDE0025", "WDE0026", "404"].includes(String(errorCode(error)))) {
      return null;
    }
    throw error;
  }
}
