import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { type LanguageName, LANGUAGES } from "./choose_language.ts";
import { type DeviceSettings, THEMES } from "./device_settings.ts";
import { formStyles } from "./form_styles.ts";
import { icon } from "./icons.ts";
import { linesWords } from "./lines_texts.ts";
import { whyNoNotice } from "./notice_rules.ts";
import { noticeFacts } from "./notice_facts.ts";
import { report } from "./reports.ts";
import { shellWords } from "./shell_texts.ts";
import { texts } from "./texts.ts";

/** What an agent may choose for this device, why no notice comes, and the way out. */
@customElement("settings-menu")
export class SettingsMenu extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      .form {
        gap: var(--s5);
      }

      .choices {
        grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));
      }

      .why {
        display: grid;
        gap: var(--s2);
        padding: var(--s3);
        border-radius: var(--round);
        background: var(--warning-soft);
        color: var(--warning);
        font-size: var(--t-note);
      }

      .why .action {
        justify-self: start;
      }

      .muted {
        display: flex;
        align-items: center;
        gap: var(--s2);
      }

      .muted span {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .out {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
        padding-top: var(--s4);
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false })
  accessor settings!: DeviceSettings;
  /** The muted conversations, by id and name. */
  @property({ attribute: false })
  accessor muted: readonly { id: string; name: string }[] = [];

  /** Whether the lines of the business are theirs to set, too. */
  @property({ type: Boolean })
  accessor supervisor = false;

  override render() {
    return html`
      <div class="form">
        ${this.#language()} ${this.#theme()} ${this.#notices()} ${this.#muted()}
        <div>
          ${this.#check("oneKey", shellWords().oneKey)}
          <p class="hint">${shellWords().oneKeyHint}</p>
        </div>
        <div class="out">
          ${this.supervisor
            ? html`<button class="action quiet" @click=${this.#lines}>${linesWords().title}</button>`
            : nothing}
          <button class="action quiet" @click=${() =>
            report(this, "panel-open", { panel: "keys" })}>${shellWords()
            .keys}</button>
          <button class="action quiet" @click=${() =>
            report(this, "sign-out")}>${texts().list.leave}</button>
        </div>
      </div>
    `;
  }

  #language() {
    const words = shellWords();
    const names = Object.entries(LANGUAGES) as [LanguageName, string][];
    return this.#choices("language", words.language, [
      { word: words.ownLanguage, part: { language: null } },
      ...names.map(([language, word]) => ({ word, part: { language } })),
    ]);
  }

  #theme() {
    const words = shellWords();
    return this.#choices(
      "theme",
      words.theme,
      THEMES.map((theme) => ({ word: words.themes[theme], part: { theme } })),
    );
  }

  #notices() {
    const words = shellWords();
    const why = whyNoNotice(noticeFacts(this.settings.notices));
    return html`
      <fieldset>
        <legend>${words.notices}</legend>
        ${this.#check("notices", words.noticesOn)}
        ${this.#check("sound", words.soundOn)}
        ${why
          ? html`
            <div class="why" role="status">
              <span><strong>${words.noNotice}</strong> ${words.reasons[
                why
              ]}</span>
              ${why === "not_asked"
                ? html`<button class="action" @click=${this.#allow}>${words.allow}</button>`
                : nothing}
            </div>
          `
          : html`<button class="action quiet" @click=${() =>
            report(this, "notice-try")}>${words.tryNotice}</button>`}
        <p class="hint">${words.onlyOpen}</p>
      </fieldset>
    `;
  }

  #muted() {
    const words = shellWords();
    return html`
      <fieldset>
        <legend>${words.mutedTitle}</legend>
        ${this.muted.length === 0
          ? html`<p class="hint">${words.mutedNone}</p>`
          : this.muted.map(({ id, name }) =>
            html`
              <div class="muted"><span dir="auto">${name}</span>
                <button class="round" aria-label=${words.unmute(name)}
                  title=${words.unmute(name)} @click=${() =>
                    report(this, "row-mute", { id })}>${icon(
                      "bellOff",
                    )}</button></div>
            `
          )}
      </fieldset>
    `;
  }

  #choices(
    name: "language" | "theme",
    title: string,
    choices: { word: string; part: Partial<DeviceSettings> }[],
  ) {
    return html`
      <fieldset>
        <legend>${title}</legend>
        <div class="choices">${choices.map(({ word, part }) =>
          html`
            <label class="choice"><input type="radio" name=${name}
                .checked=${this.settings[name] === part[name]}
                @change=${() => report(this, "settings-change", part)}>
              <span>${word}</span></label>
          `
        )}</div>
      </fieldset>
    `;
  }

  #check(name: "notices" | "sound" | "oneKey", word: string) {
    return html`
      <label class="choice"><input type="checkbox"
          .checked=${this.settings[name]} @change=${() =>
            report(this, "settings-change", { [name]: !this.settings[name] })}>
        <span>${word}</span></label>
    `;
  }

  #lines() {
    report(this, "panel-close");
    report(this, "dialog-open", { dialog: "lines" });
  }

  async #allow() {
    await Notification.requestPermission();
    this.requestUpdate();
  }
}
