import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { MAX_BODY_LENGTH } from "../../../shared/reply_request.ts";
import "./attachment-tray.ts";
import {
  ACCEPTED_TYPES,
  attachmentProblem,
  MAX_FILES,
} from "./attachment_rules.ts";
import { baseStyles } from "./base_styles.ts";
import { composerStyles } from "./composer_styles.ts";
import { icon } from "./icons.ts";
import { report } from "./reports.ts";
import { texts } from "./texts.ts";

/** How near the limit the counter appears. */
const COUNT_FROM = MAX_BODY_LENGTH - 200;

/** Where an agent writes. It is closed with a reason while WhatsApp admits no free answer. */
@customElement("reply-composer")
export class ReplyComposer extends LitElement {
  static override styles = [baseStyles, composerStyles];

  /** Whose text it is; another one brings its own draft. */
  @property()
  accessor conversationId = "";
  @property()
  accessor draft = "";
  @property()
  accessor closed: "window" | "never_wrote" | null = null;
  @state()
  accessor body = "";
  @state()
  accessor files: readonly File[] = [];
  @state()
  accessor problems: readonly string[] = [];
  @query("textarea")
  accessor field!: HTMLTextAreaElement | null;
  #filesOf = new Map<string, readonly File[]>();

  override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has("conversationId")) return;
    const before = changed.get("conversationId") as string | undefined;
    if (before) this.#filesOf.set(before, this.files);
    this.files = this.#filesOf.get(this.conversationId) ?? [];
    this.#filesOf.delete(this.conversationId);
    this.body = this.draft;
    this.problems = [];
  }

  override render() {
    const words = texts().composer;
    if (this.closed) return this.#closed();
    return html`
      ${this.problems.length > 0
        ? html`<ul class="problems" role="alert">
          ${
          this.problems.map((problem) => html`<li dir="auto">${problem}</li>`)
        }</ul>`
        : nothing}
      <attachment-tray .files=${this.files} @remove=${this
        .#remove}></attachment-tray>
      <form @submit=${this.#submit}>
        <button type="button" class="round" aria-label=${words.attach}
          title=${words.attachHint} @click=${this.#choose}>${icon(
            "attach",
          )}</button>
        <input type="file" multiple hidden accept=${ACCEPTED_TYPES.join(",")}
          @change=${this.#chosen}>
        <div class="field">
          <div class="copy" aria-hidden="true">${this.body + "\u200b"}</div>
          <textarea rows="1" dir="auto" aria-label=${words.label}
            placeholder=${words.placeholder} enterkeyhint="send"
            .value=${this.body} @input=${this.#write} @keydown=${this.#key}
            @paste=${this.#paste}></textarea>
        </div>
        <button class="round send" aria-label=${words.send}
          ?disabled=${!this.#canSend()}>${icon("send")}</button>
      </form>
      ${this.#counter()}
    `;
  }

  override focus() {
    this.updateComplete.then(() => this.field?.focus());
  }

  /** Adds files that were chosen, pasted or dropped; those that WhatsApp would refuse are named. */
  addFiles(files: readonly File[]) {
    if (this.closed) return;
    const words = texts().composer;
    const problems: string[] = [];
    const fine = files.filter((file) => {
      const problem = attachmentProblem(file);
      if (problem) problems.push(words[problem](file.name));
      return !problem;
    });
    const room = MAX_FILES - this.files.length;
    if (fine.length > room) problems.push(words.tooMany(MAX_FILES));
    this.files = [...this.files, ...fine.slice(0, room)];
    this.problems = problems;
    this.focus();
  }

  #closed() {
    const words = texts().composer;
    return html`
      <div class="closed" role="note">${icon("lock")}
        <p><b>${words.closedTitle}</b>
          ${this.closed === "window" ? words.closed : words.neverWrote}</p>
      </div>
    `;
  }

  #counter() {
    const left = MAX_BODY_LENGTH - this.body.length;
    if (this.body.length < COUNT_FROM) return nothing;
    const words = texts().composer;
    return html`<div class="count numbers ${
      left < 0 ? "over" : ""
    }" role="status">${left < 0 ? words.over(-left) : words.left(left)}</div>`;
  }

  #canSend(): boolean {
    if (this.body.length > MAX_BODY_LENGTH) return false;
    return this.body.trim() !== "" || this.files.length > 0;
  }

  #write() {
    this.body = this.field?.value ?? "";
    report(this, "draft-change", { text: this.body });
  }

  #key(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event: SubmitEvent) {
    event.preventDefault();
    this.#send();
    this.focus();
  }

  #send() {
    if (!this.#canSend()) return;
    const { files } = this;
    report(this, "reply", { body: this.body.trim(), files });
    report(this, "draft-change", { text: "" });
    this.body = "";
    this.files = [];
    this.problems = [];
  }

  #choose() {
    this.renderRoot.querySelector<HTMLInputElement>("input")?.click();
  }

  #chosen(event: Event) {
    const input = event.target as HTMLInputElement;
    this.addFiles([...input.files ?? []]);
    input.value = "";
  }

  #paste(event: ClipboardEvent) {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length === 0) return;
    event.preventDefault();
    this.addFiles(files);
  }

  #remove({ detail }: CustomEvent<number>) {
    this.files = this.files.filter((_, at) => at !== detail);
  }
}
