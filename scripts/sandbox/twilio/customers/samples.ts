import { deflateSync } from "node:zlib";

/** A small real file, for who wants to send "a picture" and no picture in particular. */
export interface Sample {
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The sample behind a short word such as `image`; `null` for any other text. */
export function sampleNamed(word: string): Sample | null {
  return Object.hasOwn(SAMPLES, word) ? SAMPLES[word]!() : null;
}

const SAMPLES: Record<string, () => Sample> = {
  image: () => ({ contentType: "image/png", bytes: picture(240, 160) }),
  audio: () => ({ contentType: "audio/ogg", bytes: voiceNote() }),
  video: () => ({ contentType: "video/mp4", bytes: fromText(MP4) }),
  document: () => ({ contentType: "application/pdf", bytes: letter() }),
  sticker: () => ({
    contentType: "image/webp",
    bytes: Uint8Array.fromBase64(
      "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==",
    ),
  }),
};
Object.assign(SAMPLES, {
  png: SAMPLES.image,
  picture: SAMPLES.image,
  ogg: SAMPLES.audio,
  voice: SAMPLES.audio,
  mp4: SAMPLES.video,
  pdf: SAMPLES.document,
  webp: SAMPLES.sticker,
});

/** The header of an MP4 with an empty body: enough to be known by its type, nothing to play. */
const MP4 = "\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08free\0\0\0\x08mdat";

/** A sunset over two hills, as a PNG. */
function picture(width: number, height: number): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows.set(
        colourAt(x / width, y / height),
        y * (width * 3 + 1) + 1 + x * 3,
      );
    }
  }
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint16(8, 0x0802); // 8 bits a channel, RGB
  return join(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk("IHDR", new Uint8Array(head.buffer)),
    pngChunk("IDAT", new Uint8Array(deflateSync(rows))),
    pngChunk("IEND", new Uint8Array()),
  );
}

function colourAt(x: number, y: number): [number, number, number] {
  if (y > 0.78 + 0.08 * Math.sin(x * 5 + 1)) return [24, 84, 72];
  if (y > 0.64 + 0.1 * Math.sin(x * 4 + 3.4)) return [37, 128, 98];
  if (Math.hypot((x - 0.68) * 1.5, y - 0.42) < 0.13) return [255, 241, 190];
  return [255 - 40 * (1 - y), 150 + 70 * y, 120 + 60 * (1 - y)];
}

function pngChunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = join(fromText(name), data);
  return join(bigEndian(data.length), body, bigEndian(crc(body)));
}

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
  }
  return ~sum >>> 0;
}

/** A second of silence in OGG/Opus, as WhatsApp's voice notes are. */
function voiceNote(): Uint8Array<ArrayBuffer> {
  const head = join(
    fromText("OpusHead"),
    Uint8Array.of(1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0),
  );
  const tags = join(
    fromText("OpusTags"),
    Uint8Array.of(6, 0, 0, 0),
    fromText("Relevo"),
    Uint8Array.of(0, 0, 0, 0),
  );
  const silence = Uint8Array.of(0xf8, 0xff, 0xfe); // 20 ms
  return join(
    oggPage({ kind: 2, place: 0, samples: 0 }, [head]),
    oggPage({ kind: 0, place: 1, samples: 0 }, [tags]),
    oggPage({ kind: 4, place: 2, samples: 48_000 }, Array(50).fill(silence)),
  );
}

function oggPage(
  { kind, place, samples }: { kind: number; place: number; samples: number },
  packets: Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(27));
  new Uint8Array(head.buffer).set(fromText("OggS"));
  head.setUint8(5, kind);
  head.setUint32(6, samples, true);
  head.setUint32(14, 1, true);
  head.setUint32(18, place, true);
  head.setUint8(26, packets.length);
  const lengths = Uint8Array.from(packets, (packet) => packet.length);
  const page = join(new Uint8Array(head.buffer), lengths, ...packets);
  new DataView(page.buffer).setUint32(22, oggSum(page), true);
  return page;
}

function oggSum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) {
      sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
    }
  }
  return sum >>> 0;
}

/** One page with a line of text, as a PDF. */
function letter(): Uint8Array<ArrayBuffer> {
  const text = "BT /F1 18 Tf 40 120 Td (Documento de ejemplo) Tj ET";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R " +
    "/Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const index = file.length;
  file += `xref\n0 6\n0000000000 65535 f \n${places.join("")}`;
  file += `trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${index}\n%%EOF\n`;
  return fromText(file);
}

function bigEndian(value: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
