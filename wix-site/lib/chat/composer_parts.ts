import { html, nothing, type TemplateResult } from "lit";
import { MAX_BODY_LENGTH } from "../../../shared/reply_request.ts";
import { ACCEPTED_TYPES } from "./attachment_rules.ts";
import { composerWords } from "./composer_texts.ts";
import { icon } from "./icons.ts";
import { texts } from "./texts.ts";

/** Why one can't answer freely. */
export type Closed = "window" | "never_wrote";

/** The longest internal note. */
export const MAX_NOTE_LENGTH = 4000;

/** How near the limit the counter appears. */
const COUNT_FROM = 200;

/** What stands where one can't answer: why, and what one can do instead. */
export function closedStrip(
  openTemplates: () => void,
  writeNote: () => void,
): TemplateResult {
  const words = composerWords();
  return html`
    <div class="closed" role="note">${icon("lock")}
      <p><b>${texts().composer.closedTitle}</b> ${words.templates.closed}</p>
      <div class="choices">
        <button class="round" title=${words.noteMode} aria-label=${words
          .noteMode}
          @click=${writeNote}>${icon("note")}</button>
        <button class="action" @click=${openTemplates}>${words.templates
          .open}</button>
      </div>
    </div>
  `;
}

/** Above the field, while what is written is a note: it can't be taken for an answer. */
export function noteHead(back: () => void): TemplateResult {
  const words = composerWords();
  return html`
    <div class="note-head">${icon("note")}<p><b>${words.noteTitle}</b>
      ${words.noteHint}</p>
      <button class="round" aria-label=${words.backToReply}
        title=${words.backToReply} @click=${back}>${icon(
          "close",
        )}</button></div>
  `;
}

/** The way to files, with the limits of WhatsApp in its hint. */
export function attachButton(
  choose: () => void,
  chosen: (event: Event) => void,
): TemplateResult {
  const words = texts().composer;
  return html`
    <button type="button" class="round" aria-label=${words.attach}
      title=${words.attachHint} @click=${choose}>${icon("attach")}</button>
    <input type="file" multiple hidden accept=${ACCEPTED_TYPES.join(",")}
      @change=${chosen}>
  `;
}

/** Sends; the microphone while there is nothing to send, as on a phone. */
export function goButton({ mode, isEmpty, canSend, record }: {
  mode: "reply" | "note";
  isEmpty: boolean;
  canSend: boolean;
  record(): void;
}): TemplateResult {
  const words = composerWords();
  if (mode === "reply" && isEmpty) {
    return html`
      <button type="button" class="round" aria-label=${words.record}
        title=${words.record} @click=${record}>${icon("mic")}</button>
    `;
  }
  const label = mode === "note" ? words.noteSend : texts().composer.send;
  return html`
    <button class="round send" aria-label=${label}
      ?disabled=${!canSend}>${icon(mode === "note" ? "done" : "send")}</button>
  `;
}

/** Files that were turned away, and why. */
export function problemList(
  problems: readonly string[],
): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`
    <ul class="problems" role="alert">
      ${problems.map((problem) => html`<li dir="auto">${problem}</li>`)}
    </ul>
  `;
}

/** How much room is left, once there is little. */
export function counter(
  length: number,
  most = MAX_BODY_LENGTH,
): TemplateResult | typeof nothing {
  const left = most - length;
  if (left > COUNT_FROM) return nothing;
  const words = texts().composer;
  return html`<div class="count numbers ${
    left < 0 ? "over" : ""
  }" role="status">${left < 0 ? words.over(-left) : words.left(left)}</div>`;
}
