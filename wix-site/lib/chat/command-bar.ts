import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { commandBarStyles } from "./command_bar_styles.ts";
import { type Command, commandsFor, type CommandSources } from "./commands.ts";
import { icon } from "./icons.ts";
import { report, reportThat } from "./reports.ts";
import { shellWords } from "./shell_texts.ts";

/** Finds conversations, acts, filters and settings by a few letters, and does them. */
@customElement("command-bar")
export class CommandBar extends LitElement {
  static override styles = [baseStyles, commandBarStyles];

  @property({ attribute: false })
  accessor from!: CommandSources;
  @state()
  accessor typed = "";
  @state()
  accessor at = 0;
  @query("dialog")
  accessor dialog!: HTMLDialogElement;
  #found: Command[] = [];
  #chosen: Command | null = null;

  override firstUpdated() {
    this.dialog.showModal();
  }

  override willUpdate() {
    this.#found = commandsFor(this.typed, this.from);
    this.at = Math.min(this.at, Math.max(0, this.#found.length - 1));
  }

  override render() {
    const words = shellWords().commands;
    const found = this.#found;
    return html`
      <dialog aria-label=${words.title} @close=${this.#closed}
        @click=${this.#outside}>
        <div class="field">
          ${icon("search")}
          <input autofocus role="combobox" aria-expanded="true" dir="auto"
            aria-controls="found" aria-autocomplete="list" autocomplete="off"
            spellcheck="false" aria-label=${words.title}
            placeholder=${words.placeholder}
            aria-activedescendant=${found.length > 0
              ? `command-${this.at}`
              : nothing}
            .value=${this.typed} @input=${this.#write} @keydown=${this.#key}>
        </div>
        <div id="found" class="found" role="listbox" aria-label=${words.title}>
          ${found.map((command, at) => this.#command(command, at))}
        </div>
        ${found.length === 0 ? html`<p>${words.none}</p>` : nothing}
        <div class="only-read" role="status">${words.results(
          found.length,
        )}</div>
      </dialog>
    `;
  }

  override updated() {
    this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({
      block: "nearest",
    });
  }

  #command({ group, mark, word, hint }: Command, at: number) {
    const isFirst = this.#found[at - 1]?.group !== group;
    return html`
      ${isFirst
        ? html`<div class="group" role="presentation">${
          shellWords().commands
            .groups[group]
        }</div>`
        : nothing}
      <div id="command-${at}" class="command" role="option"
        aria-selected=${at === this.at ? "true" : "false"}
        @click=${() => this.#choose(at)} @pointermove=${() => this.at = at}>
        ${icon(mark)}<span dir="auto">${word}</span><small>${hint}</small></div>
    `;
  }

  #write(event: Event) {
    this.typed = (event.target as HTMLInputElement).value;
    this.at = 0;
  }

  #key(event: KeyboardEvent) {
    const last = this.#found.length - 1;
    const to = {
      ArrowDown: this.at >= last ? 0 : this.at + 1,
      ArrowUp: this.at <= 0 ? last : this.at - 1,
      PageDown: last,
      PageUp: 0,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.at = Math.max(0, to);
    }
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    this.#choose(this.at);
  }

  #choose(at: number) {
    this.#chosen = this.#found[at] ?? null;
    if (this.#chosen) this.dialog.close();
  }

  #outside(event: Event) {
    if (event.target === this.dialog) this.dialog.close();
  }

  /** Only once the keyboard is back in the page: what is done may move it. */
  #closed() {
    report(this, "commands-closed");
    if (!this.#chosen) return;
    reportThat(this, this.#chosen.report);
  }
}
