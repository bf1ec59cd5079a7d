/** Wix's own clients, unchanged but for the host, and the collection that the tests write to. */
import { assertEquals } from "@std/assert";
import { collections, indexes, items } from "@wix/data";
import { ApiKeyStrategy, createClient, OAuthStrategy } from "@wix/sdk";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { usualVariants } from "../../scripts/sandbox/wix/variants.ts";

/** The collection that every test finds empty. */
export const C = "Chats";

/** A client with an administrator's key. */
export function clientOf(site: WixSandbox, apiKey = site.apiKey) {
  return createClient({
    modules: { items, collections, indexes },
    auth: ApiKeyStrategy({ apiKey, siteId: site.siteId }),
    fetch: atLoopback(site),
  });
}

/** A client that anybody may make for themselves. */
export function visitorOf(site: WixSandbox) {
  const auth = OAuthStrategy({ clientId: "CLIENT-ID" });
  auth.getAuthHeaders = async () => {
    const answer = await fetch(`${site.url}/oauth2/token`, {
      method: "POST",
      body: JSON.stringify({ clientId: "CLIENT-ID", grantType: "anonymous" }),
    });
    return { headers: { Authorization: (await answer.json()).access_token } };
  };
  return createClient({ modules: { items }, auth, fetch: atLoopback(site) });
}

function atLoopback(site: WixSandbox): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const home = new URL(site.url);
    url.protocol = home.protocol;
    url.host = home.host;
    return fetch(url, init);
  };
}

/** The code of Wix that the call is refused with. */
export async function codeOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return "none";
  } catch (error) {
    const { details } = error as {
      details?: { applicationError?: { code: unknown } };
    };
    return details?.applicationError?.code ?? error;
  }
}

/** No collection but an empty one, and no variant switched. */
export async function renew(
  site: WixSandbox,
  wix: ReturnType<typeof clientOf>,
) {
  Object.assign(site.variants, usualVariants());
  const { collections = [] } = await wix.collections.listDataCollections();
  for (const { _id } of collections) {
    await wix.collections.deleteDataCollection(_id!);
  }
  const { _id } = await wix.collections.createDataCollection({
    _id: C,
    fields: [],
  });
  assertEquals(_id, C);
}
