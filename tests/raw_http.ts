/** Speaks to a server byte by byte, as no client of good manners would. */

/** What came back on a connection; `status` is 0 when nothing did. */
export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/** Opens a connection, writes these bytes, and leaves it open. */
export async function openRaw(
  url: string,
  bytes: string | Uint8Array,
): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const sent = typeof bytes === "string"
    ? new TextEncoder().encode(bytes)
    : bytes;
  for (let at = 0; at < sent.length;) {
    at += await connection.write(sent.subarray(at));
  }
  return connection;
}

/** Writes these bytes and answers the first answer to them; gives up, and fails, after `withinMs`. */
export async function askRaw(
  url: string,
  bytes: string | Uint8Array,
  withinMs = 10_000,
): Promise<RawAnswer> {
  using connection = await openRaw(url, bytes);
  const late = setTimeout(() => connection.close(), withinMs);
  try {
    return await readAnswer(connection);
  } finally {
    clearTimeout(late);
  }
}

async function readAnswer(connection: Deno.TcpConn): Promise<RawAnswer> {
  const buffer = new Uint8Array(64 * 1024);
  let text = "";
  for (;;) {
    const [head, body] = text.split("\r\n\r\n") as [string, string?];
    const length = /^content-length: (\d+)$/im.exec(head)?.[1] ?? 0;
    const isWhole = body !== undefined && body.length >= Number(length);
    const count = isWhole ? null : await connection.read(buffer);
    if (count === null) {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
      return { status, head, body: body ?? "" };
    }
    // Byte by byte, so that lengths are those that were announced.
    text += String.fromCharCode(...buffer.subarray(0, count));
  }
}
