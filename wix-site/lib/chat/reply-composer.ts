import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { MAX_BODY_LENGTH } from "../../../shared/reply_request.ts";
import "./attachment-tray.ts";
import { attachmentProblem } from "./attachment_rules.ts";
import { baseStyles } from "./base_styles.ts";
import { chooseFiles } from "./chosen_files.ts";
import {
  attachButton,
  type Closed,
  closedStrip,
  counter,
  goButton,
  MAX_NOTE_LENGTH,
  noteHead,
  problemList,
} from "./composer_parts.ts";
import { composerStyles } from "./composer_styles.ts";
import "./composer-field.ts";
import type { ComposerField } from "./composer-field.ts";
import { load } from "./on_demand.ts";
import { report } from "./reports.ts";
import { type TeamState, UNKNOWN_TEAM } from "./team_state.ts";
import { texts } from "./texts.ts";

const MOST_RECENT = 16;

/**
 * Where an agent writes: an answer, or a note for the team, which looks like nothing else. While
 * WhatsApp admits no free answer, templates stand in its place.
 */
@customElement("reply-composer")
export class ReplyComposer extends LitElement {
  static override styles = [baseStyles, composerStyles];

  /** Whose text it is; another one brings its own drafts. */
  @property()
  accessor conversationId = "";
  @property()
  accessor draft = "";
  @property()
  accessor noteDraft = "";
  @property()
  accessor closed: Closed | null = null;
  /** Who has the conversation. */
  @property({ attribute: false })
  accessor holder: { id: number | null; name: string | null } = {
    id: null,
    name: null,
  };
  /** What fills the gaps of quick replies. */
  @property({ attribute: false })
  accessor values: Readonly<Record<string, string>> = {};
  @property({ attribute: false })
  accessor team: TeamState = UNKNOWN_TEAM;
  @state()
  accessor mode: "reply" | "note" = "reply";
  @state()
  accessor body = "";
  @state()
  accessor note = "";
  @state()
  accessor files: readonly File[] = [];
  @state()
  accessor problems: readonly string[] = [];
  /** What is open beside the field. */
  @state()
  accessor aside: "emoji" | "recorder" | "templates" | null = null;
  @state()
  accessor recent: readonly string[] = [];
  @query("composer-field")
  accessor field!: ComposerField | null;
  #filesOf = new Map<string, readonly File[]>();

  override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has("conversationId")) return;
    const before = changed.get("conversationId") as string | undefined;
    if (before) this.#filesOf.set(before, this.files);
    this.files = this.#filesOf.get(this.conversationId) ?? [];
    this.#filesOf.delete(this.conversationId);
    this.body = this.draft;
    this.note = this.noteDraft;
    this.mode = "reply";
    this.aside = null;
    this.problems = [];
  }

  override updated() {
    this.classList.toggle("note", this.mode === "note");
  }

  override render() {
    if (this.mode === "reply" && this.closed) return this.#closed();
    if (this.aside === "recorder") {
      return html`
        ${problemList(this.problems)}
        <voice-recorder @recorded=${this.#recorded} @close=${this
          .#closeAside}></voice-recorder>
      `;
    }
    const isNote = this.mode === "note";
    return html`
      ${isNote ? noteHead(() => this.#setMode("reply")) : nothing}
      ${problemList(this.problems)}
      ${this.aside === "emoji"
        ? html`
          <emoji-panel .language=${texts().language}
            .recent=${this.recent} @choose=${this.#putEmoji}
            @close=${this.#closeAside}></emoji-panel>
        `
        : nothing}
      ${isNote
        ? nothing
        : html`<attachment-tray .files=${this.files} @remove=${this.#remove}></attachment-tray>`}
      <form @submit=${this.#submit}>
        ${isNote ? nothing : attachButton(this.#choose, this.#chosen)}
        <composer-field .mode=${this.mode} .text=${isNote
          ? this.note
          : this.body}
          .team=${this.team} .holder=${this.holder} .values=${this.values}
          .emoji=${this.aside === "emoji"} @written=${this.#written}
          @send=${this.#send} @files=${this.#pasted}
          @leave-note=${() => this.#setMode("reply")}
          @emoji=${this.#toggleEmoji} @compose-note=${() =>
            this.#setMode("note")}></composer-field>
        ${goButton({
          mode: this.mode,
          isEmpty: this.body.trim() === "" && this.files.length === 0,
          canSend: this.#canSend(),
          record: this.#record,
        })}
      </form>
      ${isNote
        ? counter(this.note.length, MAX_NOTE_LENGTH)
        : counter(this.body.length)}
    `;
  }

  override focus() {
    this.updateComplete.then(() => this.field?.focus());
  }

  /** Begins an internal note. */
  writeNote() {
    this.#setMode("note");
  }

  /** A note that could not be kept comes back. */
  giveBackNote(text: string) {
    this.#setMode("note");
    this.#written(new CustomEvent("written", { detail: { text } }));
  }

  /** Puts a text where one writes, to go on with it. */
  put(text: string) {
    this.#setMode("reply");
    this.#written(new CustomEvent("written", { detail: { text } }));
  }

  /** Opens the templates, where the window is closed. */
  async openTemplates() {
    this.mode = "reply";
    report(this, "team-need", { what: "templates" });
    if (await load("templates")) this.aside = "templates";
    else this.problems = [texts().error.network];
  }

  /** Adds files that were chosen, pasted or dropped; those that WhatsApp would refuse are named. */
  addFiles(files: readonly File[]) {
    if (this.closed) return;
    this.#setMode("reply");
    const { added, problems } = chooseFiles(files, this.files.length);
    this.files = [...this.files, ...added];
    this.problems = problems;
  }

  #closed() {
    if (this.aside === "templates") {
      return html`
        <template-picker .templates=${this.team.templates}
          .values=${this.values} @close=${this.#closeAside}></template-picker>
      `;
    }
    return html`${problemList(this.problems)}${
      closedStrip(
        () => this.openTemplates(),
        () => this.#setMode("note"),
      )
    }`;
  }

  #canSend(): boolean {
    if (this.mode === "note") {
      return this.note.trim() !== "" && this.note.length <= MAX_NOTE_LENGTH;
    }
    if (this.body.length > MAX_BODY_LENGTH) return false;
    return this.body.trim() !== "" || this.files.length > 0;
  }

  #setMode(mode: "reply" | "note") {
    this.mode = mode;
    this.aside = null;
    this.focus();
  }

  #written({ detail: { text } }: CustomEvent<{ text: string }>) {
    const isNote = this.mode === "note";
    if (isNote) this.note = text;
    else {
      this.body = text;
      report(this, "typing", { typing: text !== "" });
    }
    report(this, "draft-change", { text, isNote });
  }

  #submit(event: SubmitEvent) {
    event.preventDefault();
    this.#send();
    this.focus();
  }

  #send() {
    if (!this.#canSend()) return;
    if (this.mode === "note") return this.#sendNote();
    const { files } = this;
    report(this, "reply", { body: this.body.trim(), files });
    this.files = [];
    this.problems = [];
    this.aside = null;
    this.#written(new CustomEvent("written", { detail: { text: "" } }));
  }

  #sendNote() {
    const mentions = this.field?.mentions() ?? [];
    report(this, "note", { text: this.note.trim(), mentions });
    this.#written(new CustomEvent("written", { detail: { text: "" } }));
    if (this.closed) this.mode = "reply";
  }

  #record = async () => {
    if (await load("recorder")) this.aside = "recorder";
    else this.problems = [texts().error.network];
  };

  #recorded({ detail: file }: CustomEvent<File>) {
    const problem = attachmentProblem(file);
    if (problem) this.problems = [texts().composer[problem](file.name)];
    else report(this, "reply", { body: "", files: [file] });
    this.#closeAside();
  }

  async #toggleEmoji() {
    if (this.aside === "emoji") return this.#closeAside();
    if (await load("emoji")) this.aside = "emoji";
  }

  #putEmoji({ detail: emoji }: CustomEvent<string>) {
    const others = this.recent.filter((one) => one !== emoji);
    this.recent = [emoji, ...others].slice(0, MOST_RECENT);
    this.field?.insert(emoji);
  }

  #closeAside() {
    this.aside = null;
    this.focus();
  }

  #choose = () => {
    this.renderRoot.querySelector<HTMLInputElement>("input")?.click();
  };

  #chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    this.addFiles([...input.files ?? []]);
    input.value = "";
  };

  #pasted({ detail: files }: CustomEvent<File[]>) {
    this.addFiles(files);
  }

  #remove({ detail }: CustomEvent<number>) {
    this.files = this.files.filter((_, at) => at !== detail);
  }
}
