/** What a browser recorded: the codec's own header, and its packets in order. */
export interface RecordedOpus {
  head: Uint8Array;
  packets: Uint8Array[];
}

const IDS = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  entry: 0xae,
  codecPrivate: 0x63a2,
  cluster: 0x1f43b675,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const;

/** Elements that are looked into; any other is stepped over. */
const OPENED: readonly number[] = [
  IDS.segment,
  IDS.tracks,
  IDS.entry,
  IDS.cluster,
  IDS.blockGroup,
];

/**
 * Takes the Opus packets out of a WebM of one track, as `MediaRecorder` writes it. `null` when
 * there are none. Source: https://www.rfc-editor.org/rfc/rfc8794, https://www.rfc-editor.org/rfc/rfc9559
 */
export function readWebmOpus(bytes: Uint8Array): RecordedOpus | null {
  let head: Uint8Array | null = null;
  const packets: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const id = readVint(bytes, at, { keepMark: true });
    const size = id && readVint(bytes, id.end, { keepMark: false });
    if (!id || !size) break;
    at = size.end;
    if (OPENED.includes(id.value)) continue;
    const content = bytes.subarray(at, at + size.value);
    if (id.value === IDS.codecPrivate) head = content;
    if (id.value === IDS.simpleBlock || id.value === IDS.block) {
      const track = readVint(content, 0, { keepMark: false });
      // Behind the track's number stand a time of two bytes and one of flags.
      if (track) packets.push(content.slice(track.end + 3));
    }
    at += size.value;
  }
  return head && packets.length > 0 ? { head, packets } : null;
}

/** A number whose first byte says how many follow. */
function readVint(
  bytes: Uint8Array,
  at: number,
  { keepMark }: { keepMark: boolean },
): { value: number; end: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = keepMark ? first : first & (0xff >> length);
  for (let n = 1; n < length; n++) value = value * 256 + bytes[at + n]!;
  return { value, end: at + length };
}
