import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { formStyles } from "./form_styles.ts";
import type { LineName } from "./list_answers.ts";
import { listWords } from "./list_texts.ts";
import {
  FIRST_VIEW,
  type ListOrder,
  type ListOwner,
  type ListState,
  type ListView,
} from "./list_view.ts";
import { prettyNumber } from "./phones.ts";
import { report } from "./reports.ts";
import type { TeamState } from "./team_state.ts";

const OWNERS: readonly ListOwner[] = ["all", "mine", "unassigned"];
const STATES: readonly ListState[] = ["active", "snoozed", "closed", "all"];
const ORDERS: readonly ListOrder[] = ["newest", "wait", "window"];

/** Every way to narrow and to order the list. What is chosen holds at once. */
@customElement("filter-menu")
export class FilterMenu extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      .choices {
        grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
      }

      .choice {
        min-height: 2.5rem;
      }
    `,
  ];

  @property({ attribute: false })
  accessor view: ListView = FIRST_VIEW;
  @property({ attribute: false })
  accessor team!: TeamState;
  @property({ attribute: false })
  accessor lines: readonly LineName[] = [];
  @property({ type: Boolean })
  accessor supervisor = false;

  override connectedCallback() {
    super.connectedCallback();
    report(this, "team-need", { what: "labels", anew: true });
  }

  override render() {
    const words = listWords();
    const { view } = this;
    return html`
      <div class="form">
        ${this.supervisor
          ? this.#choices(
            "owner",
            words.owner,
            OWNERS.map((owner) => ({
              word: words.owners[owner],
              isOn: view.owner === owner,
              part: { owner },
            })),
          )
          : nothing}
        ${this.#choices(
          "state",
          words.state,
          STATES.map((state) => ({
            word: words.states[state],
            isOn: view.state === state,
            part: { state },
          })),
        )}
        <label class="choice">
          <input type="checkbox" .checked=${view.isUnread} @change=${() =>
            this.#set({ isUnread: !view.isUnread })}>
          <span>${words.unread}</span></label>
        ${this.#choices(
          "order",
          words.order,
          ORDERS.map((order) => ({
            word: words.orders[order],
            isOn: view.order === order,
            part: { order },
          })),
        )}
        ${this.#labels()} ${this.#lines()}
        <div class="buttons">
          <button class="action quiet" @click=${() =>
            this.#set(FIRST_VIEW)}>${words.unfilter}</button>
          <button class="action" @click=${() =>
            report(this, "panel-close")}>${words.done}</button>
        </div>
      </div>
    `;
  }

  #choices(
    name: string,
    title: string,
    choices: { word: string; isOn: boolean; part: Partial<ListView> }[],
  ) {
    return html`
      <fieldset>
        <legend>${title}</legend>
        <div class="choices">${choices.map(({ word, isOn, part }) =>
          html`
            <label class="choice"><input type="radio" name=${name}
                .checked=${isOn} @change=${() => this.#set(part)}>
              <span dir="auto">${word}</span></label>
          `
        )}</div>
      </fieldset>
    `;
  }

  #labels() {
    const words = listWords();
    const { labels } = this.team;
    if (labels === null) {
      return html`<p class="hint" role="status">${actsWords().loading}</p>`;
    }
    if (labels.length === 0) return nothing;
    return this.#choices("label", words.label, [
      {
        word: words.anyLabel,
        isOn: this.view.label === null,
        part: { label: null },
      },
      ...labels.map(({ id, nombre }) => ({
        word: nombre,
        isOn: this.view.label === id,
        part: { label: id },
      })),
    ]);
  }

  #lines() {
    const words = listWords();
    if (this.lines.length < 2) return nothing;
    return this.#choices("line", words.line, [
      {
        word: words.anyLine,
        isOn: this.view.line === null,
        part: { line: null },
      },
      ...this.lines.map(({ id, numero, nombre }) => ({
        word: nombre || prettyNumber(numero),
        isOn: this.view.line?.id === id,
        part: { line: { id, number: numero } },
      })),
    ]);
  }

  #set(part: Partial<ListView>) {
    report(this, "list-view", part);
  }
}
