import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import { formStyles } from "./form_styles.ts";
import { prettyNumber } from "./phones.ts";
import { report } from "./reports.ts";
import { readTypedNumber } from "./typed_number.ts";

/** Opens a conversation with a number, from one of the lines. */
@customElement("start-form")
export class StartForm extends LitElement {
  static override styles = [baseStyles, formStyles];

  @property({ attribute: false })
  accessor lines: readonly string[] = [];
  @property()
  accessor typed = "";
  @state()
  accessor line = "";
  @state()
  accessor tried = false;

  override render() {
    const words = dialogWords().start;
    const number = this.#number();
    return html`
      <form @submit=${this.#send}>
        <label>${words.number}
          <input type="tel" name="number" autocomplete="off" required
            aria-describedby="read" placeholder=${words.numberHint}
            .value=${this.typed} @input=${this.#write}>
        </label>
        <p id="read" class=${this.tried && !number.isWhole
          ? "problem"
          : "hint"} role="status">${this.tried && !number.isWhole
          ? words.wrong
          : number.pretty
          ? words.reads(number.pretty, number.country)
          : words.hint}</p>
        <label>${words.name} (${actsWords().optional})
          <input name="name" maxlength="100" autocomplete="off" dir="auto"></label>
        ${this.lines.length > 1
          ? html`
            <label>${words.line}
              <select name="line" @change=${this.#choose}>
                ${this.lines.map((line) =>
                  html`<option value=${line}>${prettyNumber(line)}</option>`
                )}
              </select></label>
          `
          : nothing}
        <div class="buttons"><button class="action">${words.act}</button></div>
      </form>
    `;
  }

  #number() {
    return readTypedNumber(this.typed, this.line || this.lines[0] || "");
  }

  #write(event: Event) {
    this.typed = (event.target as HTMLInputElement).value;
    this.tried = false;
  }

  #choose(event: Event) {
    this.line = (event.target as HTMLSelectElement).value;
  }

  #send(event: SubmitEvent) {
    event.preventDefault();
    const number = this.#number();
    this.tried = true;
    if (!number.isWhole) return;
    const form = new FormData(event.target as HTMLFormElement);
    report(this, "conversation-start", {
      number: `+${number.digits}`,
      line: this.lines.length > 1 ? this.line || this.lines[0]! : null,
      name: String(form.get("name") ?? "").trim(),
    });
    report(this, "dialog-close");
  }
}
