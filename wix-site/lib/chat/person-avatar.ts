import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { icon } from "./icons.ts";
import { webAddress } from "./web_address.ts";

const TONES = 6;

/** A person's picture, or their initials on one of a few quiet colours, always the same for the same name. */
@customElement("person-avatar")
export class PersonAvatar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-block;
        width: var(--avatar, 3rem);
        height: var(--avatar, 3rem);
        flex: none;
      }

      .face {
        display: grid;
        place-items: center;
        width: 100%;
        height: 100%;
        border-radius: 50%;
        overflow: hidden;
        font-weight: 600;
        font-size: calc(var(--avatar, 3rem) * 0.36);
        letter-spacing: 0.01em;
        user-select: none;
      }

      img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }

      .tone-0 {
        background: light-dark(#d3efdf, #17483a);
        color: light-dark(#0d5a3f, #a9e6cb);
      }
      .tone-1 {
        background: light-dark(#fbe3c8, #4a3316);
        color: light-dark(#7a4300, #f5cf9a);
      }
      .tone-2 {
        background: light-dark(#d9e7fb, #1f3a5f);
        color: light-dark(#1d4a86, #b9d6ff);
      }
      .tone-3 {
        background: light-dark(#f6dbe6, #512338);
        color: light-dark(#84234f, #f6bfd6);
      }
      .tone-4 {
        background: light-dark(#e4def8, #372c63);
        color: light-dark(#4b3596, #cfc3ff);
      }
      .tone-5 {
        background: light-dark(#d3eef1, #14474f);
        color: light-dark(#0c5a66, #a8e3ec);
      }
    `,
  ];

  @property()
  accessor name = "";
  @property()
  accessor picture: string | null = null;
  @state()
  accessor failed = false;

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has("picture")) this.failed = false;
  }

  override render() {
    const picture = webAddress(this.picture);
    if (picture && !this.failed) {
      return html`
        <div class="face">
          <img src=${picture} alt="" @error=${this.#fail}>
        </div>
      `;
    }
    const initials = initialsOf(this.name);
    return html`
      <div class="face tone-${toneOf(this.name)}" aria-hidden="true">
        ${initials || icon("contact")}
      </div>
    `;
  }

  #fail() {
    this.failed = true;
  }
}

function initialsOf(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map((word) => [...word][0]!.toUpperCase()).join("");
}

function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 9973;
  return sum % TONES;
}
