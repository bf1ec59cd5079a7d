import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Colleague } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import "./designed-state.ts";
import { icon } from "./icons.ts";
import { report } from "./reports.ts";
import { shortTime } from "./row_words.ts";
import type { SupervisionState } from "./supervision_state.ts";
import { teamBoardStyles } from "./team_board_styles.ts";
import "./team-member.ts";
import { byNeed } from "./team_load.ts";
import { teamWords } from "./team_texts.ts";
import { texts } from "./texts.ts";

const MINUTE_MS = 60_000;

/** The team at work, for a supervisor: what waits, and how much each person has. Rows may be dropped on people. */
@customElement("team-board")
export class TeamBoard extends LitElement {
  static override styles = [baseStyles, teamBoardStyles];

  @property({ attribute: false })
  accessor agents: readonly Colleague[] | null = null;
  @property({ attribute: false })
  accessor supervision!: SupervisionState;
  /** A row is being dragged. */
  @property({ type: Boolean, reflect: true })
  accessor dropping = false;
  @property({ type: Number })
  accessor now = 0;

  override render() {
    const words = teamWords();
    return html`
      <header>
        <button class="round back" aria-label=${words.close} title=${words
          .close}
          @click=${this.#close}>${icon("back")}</button>
        <h2>${this.dropping ? words.dropTitle : words.title}</h2>
        <button class="round cross" aria-label=${words.close} title=${words
          .close}
          @click=${this.#close}>${icon("close")}</button>
      </header>
      <div class="body">${this.#summary()} ${this
        .#people()}</div>
    `;
  }

  #summary() {
    const words = teamWords();
    const { summary, isOld } = this.supervision;
    if (!summary) return nothing;
    const longest = summary.espera_mas_larga;
    return html`
      ${isOld ? html`<p class="old" role="status">${words.old}</p>` : nothing}
      <dl>
        ${figure(words.waiting, summary.esperando)}
        ${figure(words.unassigned, summary.sin_asignar)}
        ${figure(words.open, summary.abiertas)}
        <div>
          <dt>${words.longest}</dt>
          <dd>${longest
            ? html`
              <button class="longest" @click=${this.#showWaiting}>
                <strong dir="auto">${longest.nombre ||
                  texts().list.noName}</strong>
                <small>${words.since(
                  this.#time(longest.desde),
                )}</small></button>
            `
            : html`<span class="nobody">${words.nobodyWaits}</span>`}</dd>
        </div>
      </dl>
      <p class="hint">${words.hint}</p>
    `;
  }

  #people() {
    const words = teamWords();
    const { agents, supervision } = this;
    if (agents === null && supervision.isOld) {
      return html`
        <designed-state mark="cloud" tone="warning" size="small"
          heading=${words.failed} words=${words.failedHint}></designed-state>
      `;
    }
    if (agents === null) {
      return html`<p class="hint" role="status">${texts().list.loading}…</p>`;
    }
    const people = byNeed(agents);
    if (people.length === 0) {
      return html`
        <designed-state mark="team" size="small" heading=${words.nobody}
          words=${words.nobodyHint}></designed-state>
      `;
    }
    return html`
      <ul>${people.map((agent) =>
        html`
          <li>
            <team-member .agent=${agent} .team=${agents} .now=${this.now}
              .dropping=${this.dropping}></team-member>
          </li>
        `
      )}</ul>
    `;
  }

  #time(since: string) {
    return shortTime(Math.max(0, this.now - Date.parse(since)) / MINUTE_MS);
  }

  #showWaiting() {
    report(this, "list-view", { order: "wait", owner: "all", state: "active" });
  }

  #close() {
    report(this, "team-toggle");
  }
}

function figure(name: string, value: number) {
  return html`
    <div>
      <dt>${name}</dt>
      <dd class="number">${value}</dd>
    </div>
  `;
}
