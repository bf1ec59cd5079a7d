import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ActRow } from "./acts_answers.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import { formStyles } from "./form_styles.ts";
import { labelStyles } from "./label_colors.ts";
import { report } from "./reports.ts";
import type { TeamState } from "./team_state.ts";

const MOST = 10;

/** Sets the whole set of a conversation's labels. */
@customElement("labels-form")
export class LabelsForm extends LitElement {
  static override styles = [baseStyles, formStyles, labelStyles];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ attribute: false })
  accessor team!: TeamState;
  @state()
  accessor chosen: ReadonlySet<number> | null = null;

  override connectedCallback() {
    super.connectedCallback();
    report(this, "team-need", { what: "labels", anew: true });
  }

  override render() {
    const words = actsWords();
    const { labels } = this.team;
    if (labels === null) {
      return html`<p class="hint" role="status">${words.loading}</p>`;
    }
    const chosen = this.#chosen();
    return html`
      <form @submit=${this.#send}>
        ${labels.length === 0
          ? html`<p class="hint">${dialogWords().labels.none}</p>`
          : nothing}
        <fieldset><legend class="only-read">${words.labels}</legend>
          ${labels.map(({ id, nombre, color }) =>
            html`
              <label class="choice">
                <input type="checkbox" .checked=${chosen.has(id)}
                  ?disabled=${!chosen.has(id) && chosen.size >= MOST}
                  @change=${() => this.#toggle(id)}>
                <span><span class="label ${color}" dir="auto">${nombre}</span></span>
              </label>
            `
          )}
        </fieldset>
        ${chosen.size >= MOST
          ? html`<p class="hint" role="status">${
            dialogWords().labels.most(
              MOST,
            )
          }</p>`
          : nothing}
        <div class="buttons"><button class="action">${words.save}</button></div>
      </form>
    `;
  }

  #chosen(): ReadonlySet<number> {
    return this.chosen ?? new Set(this.row.etiquetas ?? []);
  }

  #toggle(id: number) {
    const chosen = new Set(this.#chosen());
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  #send(event: SubmitEvent) {
    event.preventDefault();
    report(this, "act", {
      act: { kind: "labels", labels: [...this.#chosen()] },
    });
    report(this, "dialog-close");
  }
}
