/** The letter of a server's message "ready for the next query", and of its state "in no transaction". */
const READY = "Z".charCodeAt(0);
const IDLE = "I".charCodeAt(0);

/** Stands between clients and Postgres as a pooler in transaction mode does. */
export interface TransactionPooler extends AsyncDisposable {
  url: string;
}

/**
 * A pooler with one connection to Postgres, which it lends to whoever begins a transaction. The
 * first client signs in through it; those that come later are let in with the same words.
 * Source: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function startTransactionPooler(
  databaseUrl: string,
): Promise<TransactionPooler> {
  const target = new URL(databaseUrl);
  const server = await Deno.connect({
    hostname: target.hostname,
    port: Number(target.port),
  });
  const fromServer = frames(server, false);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const clients = new Set<Deno.TcpConn>();
  let greeting: Uint8Array<ArrayBuffer>[] | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** Hands the client's words on, and Postgres's back, until no transaction is open any more. */
  async function converse(
    client: Deno.TcpConn,
    words: AsyncGenerator<Uint8Array<ArrayBuffer>>,
    first: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    let word: Uint8Array<ArrayBuffer> | undefined = first;
    while (word) {
      await send(server, word);
      if (awaitsReady(word) && await answer(client) === IDLE) return;
      word = (await words.next()).value;
    }
  }

  async function answer(client: Deno.TcpConn): Promise<number> {
    for (;;) {
      const frame = (await fromServer.next()).value!;
      await send(client, frame);
      if (frame[0] === READY) return frame[5]!;
    }
  }

  async function signIn(
    client: Deno.TcpConn,
    words: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  ): Promise<void> {
    await send(server, (await words.next()).value!);
    greeting = [];
    for (;;) {
      const frame: Uint8Array<ArrayBuffer> = (await fromServer.next()).value!;
      await send(client, frame);
      // "R" with 0: signed in. With any other number Postgres asks, and the client answers.
      const asks = frame[0] === "R".charCodeAt(0) && frame[8] !== 0 &&
        frame[8] !== 12;
      if (asks) await send(server, (await words.next()).value!);
      else if (frame[0] !== "R".charCodeAt(0) || frame[8] === 0) {
        greeting.push(frame);
      }
      if (frame[0] === READY) return;
    }
  }

  async function serve(client: Deno.TcpConn): Promise<void> {
    const words = frames(client, true);
    if (greeting) {
      await words.next();
      for (const frame of greeting) await send(client, frame);
    } else await (turn = signIn(client, words));
    for (;;) {
      const { value: word } = await words.next();
      if (!word || word[0] === "X".charCodeAt(0)) return;
      const before = turn;
      turn = before.then(() => converse(client, words, word));
      await turn;
    }
  }

  const serving = (async () => {
    for await (const client of listener) {
      clients.add(client);
      serve(client).catch(() => {}).finally(() => close(client));
    }
  })();
  const url = new URL(databaseUrl);
  url.port = String(listener.addr.port);
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      close(listener);
      clients.forEach(close);
      close(server);
      await serving;
    },
  };
}

/** A client's words come one at a time here, so the one that ends a round tells that an answer is due. */
function awaitsReady(frame: Uint8Array): boolean {
  return frame[0] === "S".charCodeAt(0) || frame[0] === "Q".charCodeAt(0);
}

/** Cuts a stream into messages. A client's first one has no letter. */
async function* frames(
  connection: Deno.TcpConn,
  isClient: boolean,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const chunk = new Uint8Array(65_536);
  let held = new Uint8Array(0);
  for (let letter = isClient ? 0 : 1;;) {
    const size = held.length < letter + 4
      ? Infinity
      : letter + new DataView(held.buffer).getUint32(letter);
    if (held.length >= size) {
      yield held.slice(0, size);
      held = held.slice(size);
      letter = 1;
      continue;
    }
    const read = await connection.read(chunk).catch(() => null);
    if (read === null) return undefined;
    const grown = new Uint8Array(held.length + read);
    grown.set(held);
    grown.set(chunk.subarray(0, read), held.length);
    held = grown;
  }
}

async function send(connection: Deno.TcpConn, bytes: Uint8Array) {
  for (let sent = 0; sent < bytes.length;) {
    sent += await connection.write(bytes.subarray(sent));
  }
}

function close(resource: { close(): void }): void {
  try {
    resource.close();
  } catch {
    // Closed already by the other side.
  }
}
