import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Colleague } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import { momentWords } from "./moment_words.ts";
import "./person-avatar.ts";
import { report } from "./reports.ts";
import { shortTime } from "./row_words.ts";
import { isFull, shareOf } from "./team_load.ts";
import { teamMemberStyles } from "./team_member_styles.ts";
import { teamWords } from "./team_texts.ts";

const MINUTE_MS = 60_000;
const MOST_CAPACITY = 500;

/** One person of the team: whether they are there, how much they have, and what a supervisor may change. */
@customElement("team-member")
export class TeamMember extends LitElement {
  static override styles = [baseStyles, teamMemberStyles];

  @property({ attribute: false })
  accessor agent!: Colleague;
  @property({ attribute: false })
  accessor team: readonly Colleague[] = [];
  @property({ type: Boolean, reflect: true })
  accessor dropping = false;
  @property({ type: Number })
  accessor now = 0;
  /** It is asked what becomes of theirs. */
  @state()
  accessor isPausing = false;
  @state()
  accessor isOver = false;

  override render() {
    const { agent } = this;
    const share = `width: ${Math.round(shareOf(agent, this.team) * 100)}%`;
    const isOpen = !agent.pausado && this.dropping;
    return html`
      <article class="${isOpen ? "open" : ""} ${this.isOver && isOpen
        ? "over"
        : ""}" aria-label=${agent.nombre}
        @dragover=${this.#over} @dragleave=${() => this.isOver = false}
        @drop=${this.#drop}>
        <div class="head">
          <person-avatar .name=${agent.nombre}></person-avatar>
          <div class="who">
            <h3 dir="auto">${agent.nombre}</h3>
            <p class=${agent.en_linea && !agent.pausado ? "online" : ""}>${this
              .#presence()}</p>
          </div>
        </div>
        <div class="bar ${isFull(agent)
          ? "full"
          : ""}"><i .style=${share}></i></div>
        ${this.#facts()} ${this.#acts()}
      </article>
    `;
  }

  #presence() {
    const words = teamWords();
    const { pausado, en_linea, visto } = this.agent;
    if (pausado) return words.paused;
    if (en_linea) return words.online;
    return visto ? words.seen(momentWords(visto, this.now)) : words.offline;
  }

  #facts() {
    const words = teamWords();
    const { abiertas = 0, sin_leer = 0, capacidad, espera_mas_larga: since } =
      this.agent;
    const waited = since
      ? shortTime(Math.max(0, this.now - Date.parse(since)) / MINUTE_MS)
      : null;
    return html`
      <ul>
        <li>${typeof capacidad === "number"
          ? words.loadOf(abiertas, capacidad)
          : words.load(abiertas)}</li>
        ${sin_leer > 0 ? html`<li>${words.unread(sin_leer)}</li>` : nothing}
        ${waited
          ? html`<li class="waits">${words.waits(waited)}</li>`
          : nothing}
        ${isFull(this.agent)
          ? html`<li class="waits">${words.full}</li>`
          : nothing}
      </ul>
    `;
  }

  #acts() {
    const words = teamWords();
    const { agent } = this;
    if (this.isPausing) return this.#question();
    return html`
      <div class="acts">
        <label>${words.capacity}
          <input type="number" min="0" max=${MOST_CAPACITY} inputmode="numeric"
            aria-label=${words.capacityOf(agent.nombre)}
            placeholder=${words.noLimit}
            .value=${String(agent.capacidad ?? "")} @change=${this
              .#setCapacity}>
        </label>
        ${agent.pausado
          ? html`
            <button class="action" aria-label=${words.resumeOf(
              agent.nombre,
            )}
              @click=${() => this.#change({ paused: false })}>${words
                .resume}</button>
          `
          : html`
            <button class="action quiet" aria-label=${words.pauseOf(
              agent.nombre,
            )}
              @click=${this.#askPause}>${words.pause}</button>
          `}
      </div>
    `;
  }

  #question() {
    const words = teamWords();
    return html`
      <div class="question" role="group" aria-label=${words.pauseQuestion}
        @keydown=${this.#questionKey}>
        <p>${words.pauseQuestion}</p>
        <button class="action" @click=${() =>
          this.#change({ paused: true })}>${words.keepTheirs}</button>
        <button class="action quiet" @click=${() =>
          this.#change({ paused: true, shareOut: true })}>${words
          .shareOut}</button>
        <button class="action quiet" @click=${this.#dontPause}>${words
          .cancel}</button>
      </div>
    `;
  }

  async #askPause() {
    if ((this.agent.abiertas ?? 0) === 0) return this.#change({ paused: true });
    this.isPausing = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".question button")?.focus();
  }

  async #dontPause() {
    this.isPausing = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".acts button")?.focus();
  }

  #questionKey(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    void this.#dontPause();
  }

  #setCapacity(event: Event) {
    const field = event.target as HTMLInputElement;
    if (!field.reportValidity()) return;
    const capacity = field.value === "" ? null : field.valueAsNumber;
    this.#change({ capacity });
  }

  #change(
    change: { paused?: boolean; shareOut?: boolean; capacity?: number | null },
  ) {
    this.isPausing = false;
    report(this, "agent-change", { id: this.agent.id, change });
  }

  #over(event: DragEvent) {
    if (!this.dropping || this.agent.pausado) return;
    event.preventDefault();
    this.isOver = true;
  }

  #drop(event: DragEvent) {
    event.preventDefault();
    this.isOver = false;
    report(this, "row-drop", { agentId: this.agent.id });
  }
}
