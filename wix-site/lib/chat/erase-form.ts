import { html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ActRow } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import { formStyles } from "./form_styles.ts";
import { report } from "./reports.ts";

/** Erases a customer for good, once the number has been typed. */
@customElement("erase-form")
export class EraseForm extends LitElement {
  static override styles = [baseStyles, formStyles];

  @property({ attribute: false })
  accessor row!: ActRow;
  @state()
  accessor typed = "";

  override render() {
    const words = dialogWords().erase;
    const wanted = this.#wanted();
    return html`
      <form @submit=${this.#send}>
        <p>${words.hint}</p>
        <label>${words.confirm(wanted)}
          <input autocomplete="off" spellcheck="false" .value=${this.typed}
            @input=${this.#write}></label>
        <div class="buttons">
          <button class="action danger" ?disabled=${plainDigits(
            this.typed,
          ) !== plainDigits(wanted)}>${words.act}</button>
        </div>
      </form>
    `;
  }

  #wanted(): string {
    return this.row.numero ? `+${this.row.numero}` : this.row.id;
  }

  #write(event: Event) {
    this.typed = (event.target as HTMLInputElement).value;
  }

  #send(event: SubmitEvent) {
    event.preventDefault();
    report(this, "customer-erase", { confirm: this.#wanted() });
    report(this, "dialog-close");
  }
}

/** However it is spaced. */
function plainDigits(text: string): string {
  return text.replace(/[\s+().-]/g, "").toLowerCase();
}
