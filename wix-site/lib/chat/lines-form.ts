import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { formStyles } from "./form_styles.ts";
import { icon } from "./icons.ts";
import { keepLine, readLines } from "./keep_lines.ts";
import { labelStyles } from "./label_colors.ts";
import {
  lineFields,
  lineNote,
  providerField,
  twilioFields,
  typedFields,
} from "./line_form_parts.ts";
import {
  LINES_UNKNOWN,
  type LinesState,
  withForm,
  withLine,
  withProblem,
} from "./lines_state.ts";
import { linesStyles } from "./lines_styles.ts";
import { linesTable, nameOf } from "./lines_table.ts";
import { linesWords } from "./lines_texts.ts";
import { report } from "./reports.ts";

/** The lines of the business, for a supervisor: how each fares, a further one, other credentials. */
@customElement("lines-form")
export class LinesForm extends LitElement {
  static override styles = [baseStyles, formStyles, labelStyles, linesStyles];

  @state()
  accessor known: LinesState = LINES_UNKNOWN;
  @state()
  accessor provider = "";

  override connectedCallback() {
    super.connectedCallback();
    report(this, "part-work", async (chat) => {
      const outcome = await readLines(chat);
      this.known = "problem" in outcome
        ? withProblem(this.known, outcome.problem)
        : { ...this.known, lines: outcome.answer };
    });
  }

  override render() {
    const { lines, form, problem } = this.known;
    if (form !== null) return this.#form();
    return html`
      ${lines === null
        ? problem
          ? nothing
          : html`<p class="hint" role="status">${actsWords().loading}</p>`
        : lines.length === 0
        ? html`<p class="hint">${linesWords().none}</p>`
        : linesTable(lines, (line) => this.#open(line))}
      ${this.#whole()} ${this.#done()}
      <button class="action begins" @click=${() =>
        this.#open("add")}>${linesWords()
        .add}</button>
    `;
  }

  #form() {
    const words = linesWords();
    const { form, lines, problem, isBusy } = this.known;
    const isNew = form === "add";
    const line = isNew || form === null ? null : form;
    const webhooks = (line ?? lines?.[0])?.webhooks ?? null;
    const isTwilio = line !== null || this.provider === "twilio";
    return html`
      <form novalidate @submit=${this.#keep}>
        <h3>${line ? words.replace(nameOf(line)) : words.add}</h3>
        ${isNew
          ? html`
            ${providerField(this.provider, (chosen) => this.provider = chosen)}
            ${lineFields(problem)}
          `
          : nothing}
        ${isTwilio
          ? html`
            ${twilioFields(problem, { isNew, optional: actsWords().optional })}
            ${lineNote(webhooks)}
          `
          : nothing}
        ${this.#whole()}
        <div class="buttons">
          <button type="button" class="action quiet" @click=${() =>
            this.#open(null)}>${actsWords().cancel}</button>
          <button class="action" ?disabled=${isBusy || !isTwilio}>${isNew
            ? words.addAct
            : words.replaceAct}</button>
        </div>
      </form>
    `;
  }

  /** What went wrong with the whole of it. */
  #whole() {
    const { problem } = this.known;
    return problem?.field === null
      ? html`<p class="problem" role="alert">${problem.sentence}</p>`
      : nothing;
  }

  #done() {
    const { done } = this.known;
    if (!done) return html`<div role="status"></div>`;
    const words = linesWords();
    const name = nameOf(done.line);
    return html`
      <div role="status"><span class="state good">${icon("check")}${done.isNew
        ? words.added(name)
        : words.replaced(name)}</span></div>
      ${done.isNew ? lineNote(done.line.webhooks) : nothing}
    `;
  }

  async #open(form: LinesState["form"]) {
    this.provider = "";
    this.known = withForm(this.known, form);
    await this.#focus(form === null ? ".begins" : "select, input");
  }

  #keep(event: SubmitEvent) {
    event.preventDefault();
    const { form } = this.known;
    const fields = typedFields(event.target as HTMLFormElement);
    const id = typeof form === "object" ? form?.id ?? null : null;
    this.known = { ...this.known, isBusy: true, problem: null };
    report(this, "part-work", async (chat) => {
      const outcome = await keepLine(chat, { id, fields });
      if ("answer" in outcome) {
        this.known = withLine(this.known, outcome.answer);
        return await this.#focus(".begins");
      }
      this.known = withProblem(this.known, outcome.problem);
      await this.#focus("[aria-invalid=true]");
    });
  }

  async #focus(what: string) {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(what)?.focus();
  }
}
