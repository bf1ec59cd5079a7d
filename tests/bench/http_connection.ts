/** A connection that asks, waits for the answer and asks again. As cheap as can be: it shares the cores with what it measures. */
export interface HttpConnection extends Disposable {
  /** Writes a whole request, and answers the status. */
  ask(request: Uint8Array<ArrayBuffer>): Promise<number>;
}

const END_OF_HEAD = "\r\n\r\n";

/** Connects to a server on this machine. */
export async function openConnection(url: string): Promise<HttpConnection> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  connection.setNoDelay(true);
  const buffer = new Uint8Array(16 * 1024);
  const latin = new TextDecoder("latin1");

  async function readAnswer(): Promise<number> {
    let size = 0;
    while (true) {
      const count = await connection.read(buffer.subarray(size));
      if (count === null) throw new Error("The server hung up");
      size += count;
      const text = latin.decode(buffer.subarray(0, size));
      if (isWhole(text)) return Number(text.slice(9, 12));
    }
  }

  return {
    async ask(request) {
      let written = 0;
      while (written < request.length) {
        written += await connection.write(request.subarray(written));
      }
      return await readAnswer();
    },
    [Symbol.dispose]: () => connection.close(),
  };
}

function isWhole(text: string): boolean {
  const head = text.indexOf(END_OF_HEAD);
  if (head < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1];
  return text.length >= head + END_OF_HEAD.length + Number(length ?? 0);
}
