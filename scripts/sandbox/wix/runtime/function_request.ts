import { Buffer } from "node:buffer";
import type { WixHttpFunctionRequest } from "../modules/wix-http-functions.ts";
import type { Rules } from "../rules.ts";
import type { Variants } from "../variants.ts";

/**
 * A request as an http-function is given it.
 * Source: https://dev.wix.com/docs/velo/velo-only-apis/wix-http-functions/wix-http-function-request
 */
export function toFunctionRequest(
  request: Request,
  { body, base, name, path, variants, rules }: {
    body: Uint8Array<ArrayBuffer>;
    base: string;
    name: string;
    path: string[];
    variants: Variants;
    rules: Rules;
  },
): WixHttpFunctionRequest {
  const url = new URL(request.url);
  if (variants.requestHost) {
    url.protocol = "https:";
    url.host = variants.requestHost;
    url.port = "";
  }
  const headers = new Headers(request.headers);
  if (!variants.passAuthorization) headers.delete("authorization");
  let isRead = false;
  function read<T>(make: () => T): Promise<T> {
    if (isRead && rules.has("body_once")) {
      return Promise.reject(new Error("The body was read already"));
    }
    isRead = true;
    return Promise.try(make);
  }
  const text = () => new TextDecoder().decode(body);
  return {
    baseUrl: `${url.origin}${base}`,
    url: url.href,
    functionName: name,
    method: request.method,
    ip: variants.requestIp || "127.0.0.1",
    path: path.filter((segment) => segment !== ""),
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    body: {
      text: () => read(text),
      json: () => read(() => JSON.parse(text())),
      buffer: () => read(() => Buffer.from(body)),
    },
  };
}
