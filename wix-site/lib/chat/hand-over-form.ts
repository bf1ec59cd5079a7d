import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ActRow, Colleague } from "./acts_answers.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import { formStyles } from "./form_styles.ts";
import "./person-avatar.ts";
import { report } from "./reports.ts";
import type { TeamState } from "./team_state.ts";

/** The longest note that goes with a hand-over. */
const MAX_NOTE = 1000;

/** Chooses the colleague who gets the conversation, with a note for them. */
@customElement("hand-over-form")
export class HandOverForm extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      person-avatar {
        --avatar: 2.25rem;
      }

      .online::before {
        content: "";
        display: inline-block;
        width: 0.5rem;
        height: 0.5rem;
        margin-inline-end: var(--s1);
        border-radius: 50%;
        background: var(--brand);
      }

      .people {
        max-height: 16rem;
        overflow-y: auto;
      }
    `,
  ];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ attribute: false })
  accessor team!: TeamState;
  @state()
  accessor chosen: number | null = null;

  override connectedCallback() {
    super.connectedCallback();
    report(this, "team-need", { what: "agents", anew: true });
  }

  override render() {
    const words = actsWords();
    const { agents } = this.team;
    const people = colleagues(agents ?? [], this.row);
    return html`
      <form @submit=${this.#send}>
        <fieldset>
          <legend>${dialogWords().handOver.choose}</legend>
          ${agents === null
            ? html`<p class="hint" role="status">${words.loading}</p>`
            : people.length === 0
            ? html`<p class="hint">${dialogWords().handOver.nobody}</p>`
            : nothing}
          <div class="people">${people.map((agent) =>
            this.#person(agent)
          )}</div>
        </fieldset>
        <label>${dialogWords().handOver.note} (${words.optional})
          <textarea name="note" maxlength=${MAX_NOTE} dir="auto"
            placeholder=${dialogWords().handOver.noteHint}></textarea>
        </label>
        <div class="buttons">
          <button class="action" ?disabled=${this.chosen ===
            null}>${dialogWords().handOver.act}</button>
        </div>
      </form>
    `;
  }

  #person({ id, nombre, pausado, en_linea, abiertas }: Colleague) {
    const words = dialogWords().handOver;
    const presence = pausado
      ? words.paused
      : en_linea
      ? words.online
      : en_linea === false
      ? words.away
      : "";
    return html`
      <label class="choice">
        <input type="radio" name="agent" ?disabled=${pausado}
          .checked=${this.chosen === id} @change=${() => this.chosen = id}>
        <person-avatar .name=${nombre}></person-avatar>
        <span dir="auto">${nombre}</span>
        <small class=${en_linea && !pausado
          ? "online"
          : ""}>${presence}${abiertas === undefined
          ? ""
          : ` · ${words.open(abiertas)}`}</small>
      </label>
    `;
  }

  #send(event: SubmitEvent) {
    event.preventDefault();
    const agent = this.team.agents?.find(({ id }) => id === this.chosen);
    if (!agent) return;
    const form = new FormData(event.target as HTMLFormElement);
    const note = String(form.get("note") ?? "").trim();
    report(this, "act", {
      act: { kind: "assign", agent: agent.id, note },
      done: actsWords().done.assign(agent.nombre),
    });
    report(this, "dialog-close");
  }
}

/** Who may get it: online first; not whoever has it, and no supervisor, who has no conversations. */
function colleagues(agents: readonly Colleague[], row: ActRow): Colleague[] {
  const rank = ({ pausado, en_linea }: Colleague) =>
    pausado ? 2 : en_linea ? 0 : 1;
  return agents
    .filter((agent) =>
      agent.rol !== "supervisor" && agent.id !== row.agente_id &&
      (row.agente_id !== undefined || agent.nombre !== row.agente)
    )
    .sort((one, other) =>
      rank(one) - rank(other) || one.nombre.localeCompare(other.nombre)
    );
}
