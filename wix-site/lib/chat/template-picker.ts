import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Template } from "./acts_answers.ts";
import { baseStyles } from "./base_styles.ts";
import { composerWords } from "./composer_texts.ts";
import { formStyles } from "./form_styles.ts";
import { icon } from "./icons.ts";
import { knownWord } from "./known_word.ts";
import { receivedText, receivedTextStyles } from "./received_text.ts";
import { report } from "./reports.ts";
import { fillTemplate, plain } from "./team_state.ts";
import { templatePickerStyles } from "./template_picker_styles.ts";

/** Chooses an approved template, fills its gaps beside what the customer will see, and sends it. Reports `close` too. */
@customElement("template-picker")
export class TemplatePicker extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    receivedTextStyles,
    templatePickerStyles,
  ];

  /** `null` while they are on their way. */
  @property({ attribute: false })
  accessor templates: readonly Template[] | null = null;
  /** What is known of the customer, to begin with. */
  @property({ attribute: false })
  accessor values: Readonly<Record<string, string>> = {};
  @state()
  accessor typed = "";
  @state()
  accessor chosen: Template | null = null;
  @state()
  accessor filled: Readonly<Record<string, string>> = {};
  @query("input")
  accessor first!: HTMLInputElement | null;

  override firstUpdated() {
    this.first?.focus();
  }

  override render() {
    const words = composerWords().templates;
    return html`
      <section aria-label=${words.title} @keydown=${this.#key}>
        <header>
          ${this.chosen
            ? html`
              <button class="round" aria-label=${words.back}
                title=${words.back} @click=${this.#back}>${icon(
                  "back",
                )}</button>
            `
            : nothing}
          <h3 dir="auto">${this.chosen?.nombre ?? words.title}</h3>
          ${this.chosen ? nothing : html`
            <button class="round" aria-label=${words.refresh}
              title=${words.refresh} @click=${this.#refresh}>${icon(
                "refresh",
              )}</button>
          `}
          <button class="round" aria-label=${words.cancel}
            title=${words.cancel} @click=${this.#close}>${icon(
              "close",
            )}</button>
        </header>
        ${this.chosen ? this.#filling(this.chosen) : this.#choosing()}
      </section>
    `;
  }

  #choosing() {
    const words = composerWords().templates;
    if (this.templates === null) {
      return html`<p class="hint" role="status">${words.loading}</p>`;
    }
    const approved = this.templates.filter(({ estado }) =>
      estado === "approved"
    );
    const wanted = plain(this.typed);
    const found = approved.filter(({ nombre, cuerpo }) =>
      plain(`${nombre} ${cuerpo}`).includes(wanted)
    );
    if (approved.length === 0) return html`<p class="hint">${words.none}</p>`;
    return html`
      <div class="list">
        <input type="search" aria-label=${words.search} placeholder=${words
          .search}
          .value=${this.typed} @input=${this.#write}>
        ${found.length === 0
          ? html`<p class="hint" role="status">${words.nothing}</p>`
          : nothing}
        <ul>${found.map((template) =>
          html`
            <li><button @click=${() => this.#choose(template)}>
              <b dir="auto">${template.nombre}</b>
              <i>${knownWord(
                words.categories,
                template.categoria?.toLowerCase() ?? "",
              ) ?? template.categoria ?? ""} · ${template.idioma}</i>
              <small dir="auto">${template.cuerpo}</small></button></li>
          `
        )}</ul>
      </div>
    `;
  }

  #filling(template: Template) {
    const words = composerWords().templates;
    const isWhole = template.variables.every((name) =>
      this.filled[name]?.trim()
    );
    return html`
      <form class="filling" @submit=${this.#send}>
        <div class="gaps">
          ${template.variables.map((name) =>
            html`
              <label>${words.gap(name)}
                <input name=${name} required autocomplete="off" dir="auto"
                  .value=${this.filled[name] ?? ""}
                  @input=${(event: Event) => this.#fill(event, name)}></label>
            `
          )}
        </div>
        <div class="look">
          <small>${words.preview}</small>
          <div class="bubble">${receivedText(
            fillTemplate(template, this.filled),
          )}</div>
          <button class="action" ?disabled=${!isWhole}>${words.send}</button>
        </div>
      </form>
    `;
  }

  #write(event: Event) {
    this.typed = (event.target as HTMLInputElement).value;
  }

  async #choose(template: Template) {
    this.chosen = template;
    // The first gap is nearly always the customer's name.
    const [first] = template.variables;
    this.filled = first ? { [first]: this.values.nombre ?? "" } : {};
    await this.updateComplete;
    const field = this.first ?? this.renderRoot.querySelector("form button");
    (field as HTMLElement | null)?.focus();
  }

  #fill(event: Event, name: string) {
    const { value } = event.target as HTMLInputElement;
    this.filled = { ...this.filled, [name]: value };
  }

  #send(event: SubmitEvent) {
    event.preventDefault();
    if (!this.chosen) return;
    const variables = Object.fromEntries(
      this.chosen.variables.map((name) => [
        name,
        this.filled[name]?.trim() ?? "",
      ]),
    );
    report(this, "template-send", { template: this.chosen.id, variables });
    this.#close();
  }

  async #back() {
    this.chosen = null;
    await this.updateComplete;
    this.first?.focus();
  }

  #refresh() {
    report(this, "team-need", { what: "templates", anew: true });
  }

  #key(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (this.chosen) void this.#back();
    else this.#close();
  }

  #close() {
    this.dispatchEvent(new CustomEvent("close"));
  }
}
