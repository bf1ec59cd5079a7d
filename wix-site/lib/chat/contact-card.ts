import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import "./person-avatar.ts";
import { prettyNumber } from "./phones.ts";
import { report } from "./reports.ts";
import { texts } from "./texts.ts";
import { threadWords } from "./thread_texts.ts";
import { type CardPerson, readCard } from "./vcard.ts";

const READ_TIMEOUT_MS = 10_000;
/** A card is a few hundred bytes, with a picture a few thousand. */
const LARGEST = 512 * 1024;

/** Whom a customer sent as a contact, with the way to write to them. Until it is read, or where it can't be, a file to save. */
@customElement("contact-card")
export class ContactCard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        width: 18rem;
        max-width: 100%;
        margin: 0.125rem 0 0.25rem;
        border-radius: 0.5rem;
        background: var(--deep);
        --avatar: 2.5rem;
      }

      .person {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0 var(--s3);
        padding: var(--s2);
      }

      .person + .person {
        border-top: 1px solid var(--line);
      }

      b {
        font-weight: 600;
        overflow-wrap: anywhere;
      }

      small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--t-small);
        font-weight: 400;
      }

      .number {
        grid-column: 2;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--s2);
        min-height: 1.75rem;
        font-size: var(--t-note);
      }

      .number button {
        padding: 0.1875rem 0;
        border: 0;
        background: none;
        color: var(--brand-strong);
        font-size: var(--t-note);
        font-weight: 650;
      }

      a {
        display: flex;
        align-items: center;
        gap: var(--s2);
        padding: var(--s2);
        color: inherit;
        font-size: var(--t-note);
        text-decoration: none;
      }

      a:hover span {
        text-decoration: underline;
      }

      a span {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .person + a {
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property()
  accessor src = "";
  @property()
  accessor name = "";
  @state()
  accessor people: readonly CardPerson[] = [];
  #read = "";

  override willUpdate() {
    const place = this.src.split("?")[0]!;
    if (place === this.#read) return;
    this.#read = place;
    readPeople(this.src).then((people) => {
      if (place === this.#read) this.people = people;
    });
  }

  override render() {
    return html`
      ${this.people.map((person) => this.#person(person))}
      <a href=${this.src} target="_blank" rel="noopener noreferrer"
        aria-label=${texts().message.download(this.name)}>
        ${icon("contact")}<span dir="auto">${this.name}</span>${icon(
          "download",
        )}</a>
    `;
  }

  #person({ name, numbers, organisation }: CardPerson) {
    return html`
      <div class="person">
        <person-avatar .name=${name}></person-avatar>
        <b dir="auto">${name}${organisation
          ? html`<small>${organisation}</small>`
          : nothing}</b>
        ${numbers.map((number) =>
          html`
            <div class="number"><span class="numbers">${prettyNumber(
              number,
            )}</span>
              <button @click=${() => this.#writeTo(number)}>${threadWords()
                .writeTo}</button></div>
          `
        )}
      </div>
    `;
  }

  #writeTo(number: string) {
    report(this, "dialog-open", { dialog: "start", number });
  }
}

/** Nobody when it can't be read: it can still be saved. */
async function readPeople(src: string): Promise<CardPerson[]> {
  try {
    const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
    const answer = await fetch(src, { signal, credentials: "omit" });
    const card = await answer.blob();
    const isCard = answer.ok && card.size <= LARGEST;
    return isCard ? readCard(await card.text()) : [];
  } catch {
    return [];
  }
}
