import type { RecordedOpus } from "./webm_packets.ts";

/** How many packets share a page: about a second of speech. */
const PACKETS_A_PAGE = 50;
const SERIAL = 0x52656c65;
const BEGINNING = 2;
const END = 4;

/**
 * Writes Opus packets as an Ogg file, which is what WhatsApp plays as a voice note.
 * Source: https://www.rfc-editor.org/rfc/rfc7845, https://www.rfc-editor.org/rfc/rfc3533
 */
export function writeOggOpus({ head, packets }: RecordedOpus): Uint8Array {
  const pages: Uint8Array[] = [
    page([head], { number: 0, samples: 0, flags: BEGINNING }),
    page([tags()], { number: 1, samples: 0, flags: 0 }),
  ];
  let samples = 0;
  for (let at = 0; at < packets.length; at += PACKETS_A_PAGE) {
    const some = packets.slice(at, at + PACKETS_A_PAGE);
    samples += some.reduce((sum, packet) => sum + samplesOf(packet), 0);
    const isLast = at + PACKETS_A_PAGE >= packets.length;
    const number = pages.length;
    pages.push(page(some, { number, samples, flags: isLast ? END : 0 }));
  }
  return joined(pages);
}

/** How long a packet lasts, in samples at 48 kHz, by its first bytes. Source: https://www.rfc-editor.org/rfc/rfc6716#section-3.1 */
export function samplesOf(packet: Uint8Array): number {
  const [toc = 0, second = 0] = packet;
  const config = toc >> 3;
  const frame = config < 12
    ? [480, 960, 1920, 2880][config % 4]!
    : config < 16
    ? [480, 960][config % 2]!
    : [120, 240, 480, 960][config % 4]!;
  const frames = [1, 2, 2, second & 0x3f][toc & 3]!;
  return frame * frames;
}

function page(
  packets: readonly Uint8Array[],
  { number, samples, flags }: {
    number: number;
    samples: number;
    flags: number;
  },
): Uint8Array {
  const lacing = packets.flatMap((packet) => [
    ...Array<number>(Math.floor(packet.length / 255)).fill(255),
    packet.length % 255,
  ]);
  const header = new Uint8Array(27 + lacing.length);
  const view = new DataView(header.buffer);
  header.set(new TextEncoder().encode("OggS"));
  header[5] = flags;
  view.setBigUint64(6, BigInt(samples), true);
  view.setUint32(14, SERIAL, true);
  view.setUint32(18, number, true);
  header[26] = lacing.length;
  header.set(lacing, 27);
  const whole = joined([header, ...packets]);
  new DataView(whole.buffer).setUint32(22, checksum(whole), true);
  return whole;
}

function tags(): Uint8Array {
  const vendor = new TextEncoder().encode("Relevo");
  const bytes = new Uint8Array(8 + 4 + vendor.length + 4);
  bytes.set(new TextEncoder().encode("OpusTags"));
  new DataView(bytes.buffer).setUint32(8, vendor.length, true);
  bytes.set(vendor, 12);
  return bytes;
}

/** Ogg's own: the polynomial 0x04c11db7, nothing reflected. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) {
      sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
    }
  }
  return sum >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(
    parts.reduce((length, part) => length + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
