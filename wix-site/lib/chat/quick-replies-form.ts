import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { MAX_BODY_LENGTH } from "../../../shared/reply_request.ts";
import type { QuickReply } from "./acts_answers.ts";
import { actsWords } from "./acts_texts.ts";
import { baseStyles } from "./base_styles.ts";
import { dialogWords } from "./dialog_texts.ts";
import { formStyles } from "./form_styles.ts";
import { icon } from "./icons.ts";
import { report } from "./reports.ts";
import type { TeamState } from "./team_state.ts";

const SHORTCUT = "[a-z0-9\\-]{1,30}";

/** Keeps one's own quick replies, and for a supervisor the team's. */
@customElement("quick-replies-form")
export class QuickRepliesForm extends LitElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      :host {
        display: grid;
        gap: var(--s4);
      }

      ul {
        display: grid;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--s2);
        border-top: 1px solid var(--line);
      }

      li span {
        flex: 1;
        min-width: 0;
        padding: var(--s2) 0;
      }

      li small {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--ink-soft);
      }

      h3 {
        margin: 0;
        font-size: var(--t-note);
        font-weight: 600;
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false })
  accessor team!: TeamState;
  @property({ type: Boolean })
  accessor supervisor = false;
  /** What is being written: a new one, or one that exists. */
  @state()
  accessor edited: QuickReply | null = null;

  override connectedCallback() {
    super.connectedCallback();
    report(this, "team-need", { what: "replies", anew: true });
  }

  override render() {
    const words = actsWords();
    const repliesDialog = dialogWords().replies;
    const replies = this.team.replies;
    return html`
      <p class="hint">${repliesDialog.hint}</p>
      ${this.#editor()}
      ${replies === null
        ? html`<p class="hint" role="status">${words.loading}</p>`
        : html`
          ${this.#list(
            repliesDialog.own,
            replies.filter(({ de_equipo }) => !de_equipo),
            { canEdit: true },
          )}
          ${this.#list(
            repliesDialog.teams,
            replies.filter(({ de_equipo }) => de_equipo),
            { canEdit: this.supervisor },
          )}
        `}
    `;
  }

  #list(
    title: string,
    replies: readonly QuickReply[],
    { canEdit }: { canEdit: boolean },
  ) {
    const words = dialogWords().replies;
    if (replies.length === 0) {
      return canEdit
        ? html`
          <h3>${title}</h3>
          <p class="hint">${words.none}</p>
        `
        : nothing;
    }
    return html`
      <h3>${title}</h3>
      <ul>${replies.map((reply) =>
        html`
          <li><span><b>/${reply.atajo}</b>
            <small dir="auto">${reply.texto}</small></span>
            ${canEdit
              ? html`
                <button class="round" aria-label=${words.edit(reply.atajo)}
                  @click=${() => this.edited = reply}>${icon("edit")}</button>
                <button class="round" aria-label=${words.drop(reply.atajo)}
                  @click=${() =>
                    report(this, "quick-reply-drop", { id: reply.id })}>${icon(
                      "trash",
                    )}</button>
              `
              : nothing}</li>
        `
      )}</ul>
    `;
  }

  #editor() {
    const words = actsWords();
    const repliesDialog = dialogWords().replies;
    const { edited } = this;
    return html`
      <form @submit=${this.#keep}>
        <label>${repliesDialog.shortcut}
          <input name="atajo" required pattern=${SHORTCUT} autocomplete="off"
            autocapitalize="none" placeholder=${repliesDialog.shortcutHint}
            title=${repliesDialog.shortcutHint} .value=${edited?.atajo ??
              ""}></label>
        <label>${repliesDialog.text}
          <textarea name="texto" required maxlength=${MAX_BODY_LENGTH} dir="auto"
            .value=${edited?.texto ?? ""}></textarea>
          <span class="hint">${repliesDialog.gaps}</span></label>
        ${this.supervisor
          ? html`
            <label class="choice"><input type="checkbox" name="team"
              .checked=${edited?.de_equipo ?? false}>
              <span>${repliesDialog.team}</span></label>
          `
          : nothing}
        <div class="buttons">
          ${edited
            ? html`
              <button type="button" class="action quiet"
                @click=${() => this.edited = null}>${words.cancel}</button>
            `
            : nothing}
          <button class="action">${edited
            ? words.save
            : repliesDialog.add}</button>
        </div>
      </form>
    `;
  }

  #keep(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = new FormData(form);
    report(this, "quick-reply-keep", {
      id: this.edited?.id ?? null,
      atajo: String(values.get("atajo")),
      texto: String(values.get("texto")).trim(),
      de_equipo: values.get("team") !== null,
    });
    this.edited = null;
    form.reset();
  }
}
