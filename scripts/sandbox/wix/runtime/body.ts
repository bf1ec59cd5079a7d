import type { Rules } from "../rules.ts";

/** The largest body that the site's functions take. Source: https://dev.wix.com/docs/velo/velo-only-apis/wix-http-functions/wix-http-function-request */
const MAX_BODY_BYTES = 512 * 1024;

/** The whole body, or `null` when it is too large. */
export async function readBody(
  request: Request,
  rules: Rules,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const most = rules.has("body_size") ? MAX_BODY_BYTES : Infinity;
  if (Number(request.headers.get("content-length") ?? 0) > most) {
    await request.body?.cancel();
    return null;
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
