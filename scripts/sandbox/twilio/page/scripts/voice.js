import { toMedia } from "./attachments.js";

/** Types that WhatsApp takes for a voice note, the best one first. */
const TYPES = ["audio/ogg;codecs=opus", "audio/mp4"];

/**
 * Records until told to stop. Where there is no microphone, or none that records what WhatsApp
 * takes, a sample is sent in its place.
 */
export async function recordVoice() {
  const type = TYPES.find((one) =>
    globalThis.MediaRecorder?.isTypeSupported(one)
  );
  const stream = type
    ? await navigator.mediaDevices?.getUserMedia({ audio: true })
      .catch(() => null)
    : null;
  if (!stream) return { stop() {}, done: Promise.resolve("audio") };
  const recorder = new MediaRecorder(stream, { mimeType: type });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const done = new Promise((resolve) => {
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      resolve(toMedia(new Blob(parts, { type })));
    };
  });
  recorder.start();
  return { stop: () => recorder.stop(), done };
}
