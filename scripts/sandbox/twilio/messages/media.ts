import type { MediaInput } from "../customers/inbound_request.ts";
import { sampleNamed } from "../customers/samples.ts";
import type { SandboxMedia } from "../records.ts";
import { holds } from "../rules.ts";
import { newSid } from "../sids.ts";
import type { Sandbox } from "../state.ts";

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_IMAGE_BYTES = 5 * 1024 * 1024;
const SENDABLE = new RegExp(
  "^(image/(jpeg|png|webp)|audio/(ogg|amr|3gpp|aac|mpeg|mp4)|video/(mp4|3gpp)" +
    "|text/x?-?vcard|application/(pdf|msword|vnd\\.ms-(excel|powerpoint)" +
    "|vnd\\.openxmlformats-officedocument\\..+))$",
);

/** Where Twilio keeps a message's file; what `MediaUrl0` says. */
export function mediaAddress(
  { url }: Sandbox,
  { accountSid, sid }: { accountSid: string; sid: string },
  mediaSid: string,
): string {
  const account = `${url}/2010-04-01/Accounts/${accountSid}`;
  return `${account}/Messages/${sid}/Media/${mediaSid}`;
}

/** Takes what a customer sends into the stand-in. @throws {TypeError} when there is nothing to take */
export async function hostMedia(
  sandbox: Sandbox,
  input: MediaInput,
): Promise<SandboxMedia> {
  if (typeof input !== "string") {
    return keep(sandbox, bytesOf(input), input.contentType);
  }
  const sample = sampleNamed(input);
  if (sample) return keep(sandbox, sample.bytes, sample.contentType);
  if (!URL.canParse(input)) {
    throw new TypeError(`Cannot read media: "${input}" is no sample or URL`);
  }
  const response = await fetch(input, { signal: sandbox.stopping.signal });
  const bytes = await response.bytes();
  if (!response.ok) {
    throw new TypeError(`Cannot read media: its host said ${response.status}`);
  }
  return keep(sandbox, bytes, typeOf(response));
}

/** What an outgoing message failed with, or the file as WhatsApp takes it. */
export type FetchedMedia = { file: SandboxMedia } | { errorCode: number };

/**
 * Fetches what an outgoing message points at, as Twilio does: no credentials, type and size checked.
 * Source: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages
 */
export async function fetchOutgoing(
  sandbox: Sandbox,
  url: string,
): Promise<FetchedMedia> {
  try {
    const response = await fetch(url, { signal: sandbox.stopping.signal });
    const bytes = await response.bytes();
    if (!response.ok) return { errorCode: 63019 };
    const contentType = typeOf(response);
    if (!SENDABLE.test(contentType) && holds(sandbox, "media type")) {
      return { errorCode: 63021 };
    }
    const most = contentType.startsWith("image/")
      ? MOST_IMAGE_BYTES
      : MOST_BYTES;
    if (bytes.length > most && holds(sandbox, "media size")) {
      return { errorCode: 11751 };
    }
    return { file: keep(sandbox, bytes, contentType) };
  } catch {
    return { errorCode: 63019 };
  }
}

function keep(
  sandbox: Sandbox,
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
): SandboxMedia {
  const sid = newSid("ME");
  sandbox.bytes.set(sid, bytes);
  return { sid, contentType, size: bytes.length };
}

function bytesOf(
  { base64, size = 1_024 }: { base64?: string; size?: number },
): Uint8Array<ArrayBuffer> {
  return base64 === undefined
    ? new Uint8Array(size)
    : Uint8Array.fromBase64(base64);
}

function typeOf(response: Response): string {
  const type = response.headers.get("content-type") ?? "";
  return type.split(";")[0]!.trim() || "application/octet-stream";
}
