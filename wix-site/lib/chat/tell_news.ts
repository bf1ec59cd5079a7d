import type { ActRow } from "./acts_answers.ts";
import { type Chat, toast } from "./chat.ts";
import type { DeviceSettings } from "./device_settings.ts";
import type { MentionOfMe } from "./list_answers.ts";
import { noticeFacts } from "./notice_facts.ts";
import { isWorthNotice, whyNoNotice } from "./notice_rules.ts";
import { rowName } from "./row_words.ts";
import { shellWords } from "./shell_texts.ts";

/** A sound is not made again sooner than this. */
const QUIET_MS = 3000;
/** The two tones of the sound, in hertz, and how long each lasts, in seconds. */
const TONES = [660, 880] as const;
const TONE_S = 0.11;
const LOUDNESS = 0.06;

/** Tells of new messages outside the page: by a notice of the system, and by a short sound. */
export interface NewsTeller {
  tell(row: ActRow): void;
  /** Somebody mentions the agent in a note. */
  tellMention(mention: MentionOfMe): void;
  /** Shows what a notice looks like. */
  rehearse(): void;
}

/** `settings` are asked each time: they may change meanwhile; `open` is what a press on a notice does. */
export function tellNews(
  chat: Chat,
  { settings, open }: {
    settings(): DeviceSettings;
    open(id: string): void;
  },
): NewsTeller {
  let audio: AudioContext | null = null;
  let lastSound = 0;

  function sound() {
    const now = chat.now();
    if (!settings().sound || now - lastSound < QUIET_MS) return;
    lastSound = now;
    audio ??= new AudioContext();
    // Before the first press on the page a browser keeps it silent.
    if (audio.state === "suspended") void audio.resume().catch(() => {});
    TONES.forEach((tone, at) => play(audio!, tone, at * TONE_S));
  }

  function show(id: string, title: string, body: string) {
    if (whyNoNotice(noticeFacts(settings().notices))) return;
    const notice = new Notification(title, { body, tag: `relevo-${id}` });
    notice.onclick = () => {
      globalThis.focus();
      notice.close();
      if (id) open(id);
    };
  }

  return {
    tell(row) {
      const { openId, muted } = chat.read();
      const isAttended = chat.isAttended();
      if (!isWorthNotice(row.id, { muted, openId, isAttended })) return;
      sound();
      if (isAttended) return;
      show(row.id, shellWords().newFrom(rowName(row)), row.last_message);
    },
    tellMention({ conversation_id: id, por, texto }) {
      const title = shellWords().mentions.told(por);
      toast(chat, title);
      sound();
      if (!chat.isAttended()) show(id, title, texto);
    },
    rehearse() {
      lastSound = 0;
      sound();
      show("", shellWords().trial, "");
    },
  };
}

function play(audio: AudioContext, tone: number, after: number): void {
  const start = audio.currentTime + after;
  const gain = new GainNode(audio, { gain: 0 });
  const source = new OscillatorNode(audio, { frequency: tone });
  gain.gain.setValueAtTime(LOUDNESS, start);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + TONE_S);
  source.connect(gain).connect(audio.destination);
  source.start(start);
  source.stop(start + TONE_S);
}
