import { writeOggOpus } from "./ogg_pages.ts";
import { readWebmOpus } from "./webm_packets.ts";

/** A recording under way. */
export interface VoiceRecording {
  /** Ends it; `null` when nothing was recorded. */
  finish(): Promise<Blob | null>;
  /** Ends it and lets it go. */
  drop(): void;
}

/** Why nothing can be recorded. */
export type CannotRecord = "denied" | "missing" | "unable";

const WEBM = "audio/webm;codecs=opus";

/** What WhatsApp plays as it is, the best first, and what can be made so. */
const TYPES = ["audio/ogg;codecs=opus", WEBM, "audio/mp4"];
const BITS_A_SECOND = 32_000;

/** Asks for the microphone and begins. Answers why it can't, when it can't. */
export async function recordVoice(): Promise<VoiceRecording | CannotRecord> {
  const type = globalThis.MediaRecorder &&
    TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (!type || !navigator.mediaDevices) return "unable";
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    return begin(stream, type);
  } catch (error) {
    const { name } = error as DOMException;
    if (name === "NotFoundError") return "missing";
    return name === "NotAllowedError" ? "denied" : "unable";
  }
}

function begin(stream: MediaStream, mimeType: string): VoiceRecording {
  const options = { mimeType, audioBitsPerSecond: BITS_A_SECOND };
  const recorder = new MediaRecorder(stream, options);
  const parts: Blob[] = [];
  const ended = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve();
  });
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();

  function stop() {
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  }

  return {
    async finish() {
      stop();
      await ended;
      return await asVoiceNote(new Blob(parts), mimeType);
    },
    drop: stop,
  };
}

/** As WhatsApp takes it: what came as WebM has the same sound written as Ogg. */
async function asVoiceNote(
  recorded: Blob,
  mimeType: string,
): Promise<Blob | null> {
  if (recorded.size === 0) return null;
  if (mimeType !== WEBM) {
    return new Blob([recorded], { type: mimeType.split(";")[0] });
  }
  const bytes = new Uint8Array(await recorded.arrayBuffer());
  const opus = readWebmOpus(bytes);
  return opus && new Blob([new Uint8Array(writeOggOpus(opus))], {
    type: "audio/ogg",
  });
}
