import { Refusal } from "../../shared/refusal.ts";
import { type BodyRoom, bodyRoom } from "./body_room.ts";

/** How a body is read. */
export interface BodyRules {
  /** How long it may take to arrive. */
  withinMs?: number;
  /** Where it stands meanwhile. */
  room?: BodyRoom;
}

const USUAL_MS = 10_000;
/** One for the process, as its memory is one. */
const USUAL_ROOM = bodyRoom(64 * 1024 * 1024);

/**
 * The bytes of a body, or `null` when there are more than allowed: then the rest is not read.
 * @throws {Refusal} `too_slow`, when it breaks off or doesn't arrive in time, or others need its room
 */
export async function readBody(
  request: Request,
  maxBytes: number,
  { withinMs = USUAL_MS, room = USUAL_ROOM }: BodyRules = {},
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length")) > maxBytes) {
    await request.body?.cancel();
    return null;
  }
  // First: asking for `body` makes a stream of it, which costs more than reading it.
  if (isSmall(request)) return await readAtOnce(request, { withinMs, room });
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  let isGivenUp = false;
  function giveUp(): void {
    isGivenUp = true;
    // Ends the read that waits; a body that broke off meanwhile has nothing to be ended.
    reader.cancel().catch(() => {});
  }
  const timer = setTimeout(giveUp, withinMs);
  const place = room.enter(giveUp);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > maxBytes) {
        await reader.cancel();
        return null;
      }
      chunks.push(value);
      place.grow(value.length);
    }
  } catch {
    // Whoever sent it has gone; nobody reads the answer.
    throw new Refusal("too_slow", "Cannot read: the body broke off");
  } finally {
    clearTimeout(timer);
    place.leave();
  }
  if (isGivenUp) {
    throw new Refusal("too_slow", "Cannot read: the body is too slow");
  }
  if (chunks.length === 1) return chunks[0]!;
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** What is read at once when its length is announced: nobody can send more than they announced. */
const SMALL_BYTES = 16 * 1024;

function isSmall({ headers }: Request): boolean {
  const announced = headers.get("content-length");
  return announced !== null && Number(announced) <= SMALL_BYTES;
}

/** The same of a small one, at a fraction of the price of reading piece by piece. */
function readAtOnce(
  request: Request,
  { withinMs, room }: Required<BodyRules>,
): Promise<Uint8Array<ArrayBuffer>> {
  // By hand: as a race of promises it would cost more than all else that is done with the body.
  return new Promise((resolve, reject) => {
    const refuse = (why: string) => {
      end();
      reject(new Refusal("too_slow", `Cannot read: the body ${why}`));
    };
    const giveUp = () => refuse("is too slow");
    const timer = setTimeout(giveUp, withinMs);
    const place = room.enter(giveUp);
    place.grow(Number(request.headers.get("content-length")));
    function end(): void {
      clearTimeout(timer);
      place.leave();
    }
    request.bytes().then((bytes) => {
      end();
      resolve(bytes);
    }, (error) => refuse(`broke off (${error})`));
  });
}
