import { ApiKeyStrategy, createClient } from "@wix/sdk";
import { collections, indexes } from "@wix/data";

/** How a site is reached. */
export interface WixSite {
  siteId: string;
  apiKey: string;
  /** Where Wix answers; absent: at Wix. */
  apiUrl?: string;
}

/** Wix's own client for what a site's collections are. */
export type WixClient = ReturnType<typeof wixClient>;

/** A client with the rights of the API key. */
export function wixClient({ siteId, apiKey, apiUrl }: WixSite) {
  return createClient({
    modules: { collections, indexes },
    auth: ApiKeyStrategy({ siteId, apiKey }),
    ...(apiUrl ? { fetch: fetchAt(apiUrl) } : {}),
  });
}

/** A `fetch` that reaches another address, with everything else as the client made it. */
function fetchAt(apiUrl: string): typeof fetch {
  const { protocol, host } = new URL(apiUrl);
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    url.protocol = protocol;
    url.host = host;
    return fetch(url, init);
  };
}
