import { html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import { threadWords } from "./thread_texts.ts";
import { voiceNoteStyles } from "./voice_note_styles.ts";

const SPEEDS = [1, 1.5, 2] as const;
/** How far an arrow key goes. */
const STEP_S = 1;

let playing: VoiceNote | null = null;

/** A recording with its own player: play, a bar to go anywhere, and how fast. One plays at a time. Reports `expired`. */
@customElement("voice-note")
export class VoiceNote extends LitElement {
  static override styles = [baseStyles, voiceNoteStyles];

  @property()
  accessor src = "";
  @state()
  accessor at = 0; // seconds
  @state()
  accessor length = 0; // seconds; 0 while unknown
  @state()
  accessor isPlaying = false;
  @state()
  accessor speed: (typeof SPEEDS)[number] = 1;
  @query("audio")
  accessor audio!: HTMLAudioElement;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.audio?.pause();
  }

  override render() {
    const words = threadWords();
    const said = `${clock(this.at)} / ${clock(this.length)}`;
    return html`
      <audio src=${this.src} preload="metadata" @timeupdate=${this.#tell}
        @loadedmetadata=${this.#measure} @durationchange=${this.#measure}
        @play=${this.#started} @pause=${this.#paused} @ended=${this.#ended}
        @error=${this.#expired}></audio>
      <button class="play" aria-label=${this.isPlaying
        ? words.pause
        : words.play}
        @click=${this.#toggle}>${icon(
          this.isPlaying ? "pauseMark" : "play",
        )}</button>
      <div class="way">
        <input type="range" min="0" max=${Math.max(this.length, this.at, 0.1)}
          step="0.1" aria-label=${words.position} aria-valuetext=${said}
          .value=${String(this.at)} @input=${this.#seek} @keydown=${this.#key}>
        <span class="time numbers">${clock(
          this.at > 0 || this.isPlaying ? this.at : this.length,
        )}</span>
      </div>
      <button class="speed numbers" aria-label=${words.speed(this.speed)}
        @click=${this.#faster}>${String(this.speed).replace(".", ",")}×</button>
    `;
  }

  override updated() {
    const share = this.length > 0 ? this.at / this.length : 0;
    this.renderRoot.querySelector("input")?.style.setProperty(
      "--done",
      `${Math.min(100, share * 100)}%`,
    );
  }

  /** A recording made in a browser doesn't know its length until it was looked through once. */
  #measure() {
    const { duration } = this.audio;
    if (Number.isFinite(duration)) this.length = duration;
  }

  #tell() {
    // On its way to another place it still tells the one it left.
    if (!this.audio.seeking) this.at = this.audio.currentTime;
  }

  #toggle() {
    if (this.isPlaying) return this.audio.pause();
    this.audio.playbackRate = this.speed;
    // What can't be played says so by its error.
    this.audio.play().catch(() => this.isPlaying = false);
  }

  #started() {
    if (playing !== this) playing?.audio.pause();
    playing = this;
    this.isPlaying = true;
  }

  #paused() {
    this.isPlaying = false;
    if (playing === this) playing = null;
  }

  #ended() {
    this.length = Math.max(this.length, this.audio.currentTime);
    this.audio.currentTime = 0;
    this.at = 0;
  }

  #seek(event: Event) {
    this.#goTo(Number((event.target as HTMLInputElement).value));
  }

  #key(event: KeyboardEvent) {
    if (event.key === " ") {
      event.preventDefault();
      return this.#toggle();
    }
    const step = { ArrowLeft: -STEP_S, ArrowRight: STEP_S }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#goTo(this.at + step);
  }

  #goTo(seconds: number) {
    this.at = Math.max(0, Math.min(this.length || seconds, seconds));
    this.audio.currentTime = this.at;
  }

  #faster() {
    const next = (SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length;
    this.speed = SPEEDS[next]!;
    this.audio.playbackRate = this.speed;
  }

  #expired() {
    this.dispatchEvent(new CustomEvent("expired"));
  }
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
