/** The largest body that the site's functions take. Source: https://dev.wix.com/docs/velo/velo-only-apis/wix-http-functions/wix-http-function-request */
export const MAX_BODY_BYTES = 512 * 1024;

/** The whole body, or `null` when it is too large. */
export async function readBody(
  request: Request,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) {
    await request.body?.cancel();
    return null;
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
