import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { composerWords } from "./composer_texts.ts";
import { icon } from "./icons.ts";
import {
  type CannotRecord,
  recordVoice,
  type VoiceRecording,
} from "./record_voice.ts";
import "./voice-note.ts";

/** Longer than anybody listens to, and well under what a file may weigh. */
const LONGEST_S = 15 * 60;

/** Records a voice note: a clock while it runs, then to be heard, sent or dropped. Reports `recorded` with the file, and `close`. */
@customElement("voice-recorder")
export class VoiceRecorder extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .row {
        display: flex;
        align-items: center;
        gap: var(--s2);
        min-height: 3.75rem;
        padding: var(--s2) var(--s3);
        padding-bottom: max(var(--s2), env(safe-area-inset-bottom));
      }

      p {
        flex: 1;
        margin: 0;
        font-size: var(--t-note);
      }

      .clock {
        flex: 1;
        display: flex;
        align-items: center;
        gap: var(--s2);
        font-weight: 600;
      }

      .clock::before {
        content: "";
        width: 0.75rem;
        height: 0.75rem;
        border-radius: 50%;
        background: var(--danger);
        animation: beat 1s ease-in-out infinite alternate;
      }

      voice-note {
        flex: 1;
        width: auto;
      }

      .send {
        background: var(--brand);
        color: var(--on-brand);
      }

      .send:hover:not(:disabled) {
        background: var(--brand-strong);
        color: var(--on-brand);
      }

      .round {
        width: 2.75rem;
        height: 2.75rem;
      }

      .drop {
        color: var(--danger);
      }

      @keyframes beat {
        to {
          opacity: 0.25;
        }
      }
    `,
  ];

  @state()
  accessor stage: "asking" | "recording" | "recorded" | CannotRecord | "empty" =
    "asking";
  @state()
  accessor seconds = 0;
  @state()
  accessor heard: string | null = null;
  #recording: VoiceRecording | null = null;
  #blob: Blob | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    void this.#begin();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#letGo();
  }

  override render() {
    const words = composerWords().recorder;
    const { stage } = this;
    return html`
      <div class="row" @keydown=${this.#key}>
        <button class="round drop" aria-label=${words.cancel}
          title=${words.cancel} @click=${this.#close}>${icon("trash")}</button>
        ${stage === "recording"
          ? html`
            <span class="clock numbers" role="timer"
              aria-label=${words.recording}>${clock(this.seconds)}</span>
            <button class="round" aria-label=${words.stop} title=${words.stop}
              @click=${this.#stop}>${icon("pauseMark")}</button>
            ${this.#sendButton()}
          `
          : stage === "recorded"
          ? html`<voice-note .src=${this.heard ?? ""}></voice-note>
            ${this.#sendButton()}`
          : html`<p role=${stage === "asking" ? "status" : "alert"}>${
            stage ===
                "empty"
              ? words.tooShort
              : words[stage]
          }</p>`}
      </div>
    `;
  }

  override updated(changed: Map<string, unknown>) {
    if (!changed.has("stage")) return;
    this.renderRoot.querySelector<HTMLElement>(".send, .drop")?.focus();
  }

  #sendButton() {
    const words = composerWords().recorder;
    return html`
      <button class="round send" aria-label=${words.send}
        title=${words.send} @click=${this.#send}>${icon("send")}</button>
    `;
  }

  async #begin() {
    const recording = await recordVoice();
    if (typeof recording === "string") return void (this.stage = recording);
    if (!this.isConnected) return recording.drop();
    this.#recording = recording;
    this.stage = "recording";
    const since = Date.now();
    this.#timer = setInterval(() => {
      this.seconds = Math.floor((Date.now() - since) / 1000);
      if (this.seconds >= LONGEST_S) void this.#stop();
    }, 250);
  }

  async #stop() {
    clearInterval(this.#timer);
    this.#blob ??= await this.#recording?.finish() ?? null;
    this.#recording = null;
    if (!this.#blob) return void (this.stage = "empty");
    this.heard ??= URL.createObjectURL(this.#blob);
    this.stage = "recorded";
  }

  async #send() {
    await this.#stop();
    const blob = this.#blob;
    if (!blob) return;
    const { fileName } = composerWords().recorder;
    const ending = blob.type === "audio/ogg" ? "ogg" : "m4a";
    const file = new File([blob], `${fileName}.${ending}`, { type: blob.type });
    this.dispatchEvent(new CustomEvent("recorded", { detail: file }));
  }

  #key(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#close();
  }

  #close() {
    this.dispatchEvent(new CustomEvent("close"));
  }

  #letGo() {
    clearInterval(this.#timer);
    this.#recording?.drop();
    this.#recording = null;
    if (this.heard) URL.revokeObjectURL(this.heard);
    this.heard = null;
  }
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
