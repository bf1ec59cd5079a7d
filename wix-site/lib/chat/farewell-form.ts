import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { MAX_BODY_LENGTH } from "../../../shared/reply_request.ts";
import type { ActRow } from "./acts_answers.ts";
import { actsWords } from "./acts_texts.ts";
import { ACCEPTED_TYPES, attachmentProblem } from "./attachment_rules.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import { formStyles } from "./form_styles.ts";
import { icon } from "./icons.ts";
import { report } from "./reports.ts";
import { windowLeft } from "./row_words.ts";
import { texts } from "./texts.ts";

/** Gives a conversation back to the bot; a word and a document may go to the customer first. */
@customElement("farewell-form")
export class FarewellForm extends LitElement {
  static override styles = [baseStyles, formStyles];

  @property({ attribute: false })
  accessor row!: ActRow;
  @property({ type: Number })
  accessor now = 0;
  @state()
  accessor problem = "";
  @state()
  accessor fileName = "";

  override render() {
    const words = actsWords();
    const canWrite = windowLeft(this.row.window_expires_at, this.now) !== null;
    return html`
      <form @submit=${this.#send}>
        <p class="hint">${dialogWords().farewell.hint}</p>
        ${canWrite
          ? html`
            <label>${dialogWords().farewell.farewell} (${words.optional})
              <textarea name="farewell" maxlength=${MAX_BODY_LENGTH}
                dir="auto"></textarea></label>
            <label class="file">${icon("attach")}
              <span dir="auto">${this.fileName ||
                `${dialogWords().farewell.file} (${words.optional})`}</span>
              <input type="file" name="file" class="only-read"
                accept=${ACCEPTED_TYPES.join(",")} @change=${this
                  .#chosen}></label>
          `
          : html`<p class="hint">${dialogWords().farewell.windowClosed}</p>`}
        ${this.problem
          ? html`<p class="problem" role="alert">${this.problem}</p>`
          : nothing}
        <div class="buttons">
          <button class="action">${dialogWords().farewell.act}</button>
        </div>
      </form>
    `;
  }

  #chosen(event: Event) {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    this.fileName = file?.name ?? "";
    this.problem = "";
  }

  #send(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const farewell = String(form.get("farewell") ?? "").trim();
    const chosen = form.get("file");
    const file = chosen instanceof File && chosen.name ? chosen : null;
    const problem = file && attachmentProblem(file);
    if (problem) {
      this.problem = texts().composer[problem](file.name);
      return;
    }
    report(this, "act", {
      act: { kind: "give_to_bot", farewell, file },
      done: actsWords().done.giveToBot,
    });
    report(this, "dialog-close");
  }
}
