import { html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { formStyles } from "./form_styles.ts";
import { report } from "./reports.ts";

/** Gives a conversation back to who handed it over, with a word why. */
@customElement("return-form")
export class ReturnForm extends LitElement {
  static override styles = [baseStyles, formStyles];

  override render() {
    const words = actsWords();
    return html`
      <form @submit=${this.#send}>
        <label>${words.bar.giveBackNote} (${words.optional})
          <textarea name="note" maxlength="1000" dir="auto"></textarea></label>
        <div class="buttons">
          <button class="action">${words.bar.giveBack}</button>
        </div>
      </form>
    `;
  }

  #send(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const note = String(form.get("note") ?? "").trim();
    const done = actsWords().done.return;
    report(this, "act", { act: { kind: "return", note }, done });
    report(this, "dialog-close");
  }
}
