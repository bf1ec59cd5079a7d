import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import { formStyles } from "./form_styles.ts";
import { comingWords } from "./coming_words.ts";
import { report } from "./reports.ts";
import { snoozeTimes } from "./snooze_times.ts";

/** Puts a conversation off until a moment. */
@customElement("snooze-form")
export class SnoozeForm extends LitElement {
  static override styles = [baseStyles, formStyles];

  @property({ type: Number })
  accessor now = 0;
  @state()
  accessor isPast = false;

  override render() {
    const words = dialogWords().snooze;
    return html`
      <form @submit=${this.#own}>
        <p class="hint">${words.hint}</p>
        <div class="choices">
          ${snoozeTimes(Date.now()).map(({ name, at }) =>
            html`
              <button type="button" class="choice"
                @click=${() => this.#until(at)}>
                <span>${words[name]}</span>
                <small>${comingWords(at.toISOString(), Date.now())}</small>
              </button>
            `
          )}
        </div>
        <label>${words.own}
          <input type="datetime-local" name="at" required></label>
        ${this.isPast
          ? html`<p class="problem" role="alert">${words.past}</p>`
          : nothing}
        <div class="buttons">
          <button class="action">${words.act}</button>
        </div>
      </form>
    `;
  }

  #own(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const at = new Date(String(form.get("at")));
    this.isPast = !(at.getTime() > Date.now());
    if (!this.isPast) this.#until(at);
  }

  #until(at: Date) {
    const until = at.toISOString();
    const done = actsWords().done.snooze(comingWords(until, Date.now()));
    report(this, "act", { act: { kind: "snooze", until }, done });
    report(this, "dialog-close");
  }
}
