import { html, nothing, type TemplateResult } from "lit";
import type { ThreadMessage } from "../../../shared/conversation.ts";
import "./designed-state.ts";
import { icon } from "./icons.ts";
import "./message-bubble.ts";
import "./queued-bubble.ts";
import { dayTitle } from "./row_words.ts";
import "./team-note.ts";
import { texts } from "./texts.ts";
import { eventSentence } from "./thread_event_words.ts";
import type { ThreadItem } from "./thread_items.ts";
import { hasOlder, type ThreadState } from "./thread_state.ts";
import { clockTime } from "./times.ts";

/** What an item needs to know of the thread around it. */
export interface Surroundings {
  companion: string;
  offline: boolean;
  now: number;
  /** Messages of unknown fate that the agent let be. */
  leftIds: ReadonlySet<string>;
  byId: ReadonlyMap<string, ThreadMessage>;
}

/** One item of a thread, marked by its key. */
export function threadItem(
  item: ThreadItem,
  { companion, offline, now, leftIds, byId }: Surroundings,
): TemplateResult {
  switch (item.kind) {
    case "day":
      return html`<div class="day" data-key=${item.key}><span>${
        dayTitle(item.at, now)
      }</span></div>`;
    case "new":
      return html`<div class="new" data-key=${item.key}>${
        texts().thread.newMessages(item.count)
      }</div>`;
    case "queued":
      return html`
        <queued-bubble data-key=${item.key} .reply=${item.reply}
          .joined=${item.joined} .offline=${offline}></queued-bubble>
      `;
    case "note":
      return html`
        <team-note data-key=${item.key}
          .note=${item.event}></team-note>
      `;
    case "event":
      return eventLine(item, now);
    case "message": {
      const { message, joined } = item;
      const quoted = byId.get(message.details.quoted?.message_id ?? "") ?? null;
      return html`
        <message-bubble data-key=${item.key} .message=${message}
          .joined=${joined} .companion=${companion} .quoted=${quoted}
          .left=${leftIds.has(message.id)}></message-bubble>
      `;
    }
  }
}

function eventLine(
  { key, event }: Extract<ThreadItem, { kind: "event" | "note" }>,
  now: number,
): TemplateResult {
  const sentence = eventSentence(event, now);
  return html`
    <div class="event" data-key=${key} ?hidden=${sentence === null}><span>
      <b dir="auto">${sentence}</b>
      <time class="numbers" datetime=${event.fecha}>${clockTime(
        event.fecha,
      )}</time>
      ${event.texto ? html`<q dir="auto">${event.texto}</q>` : nothing}
    </span></div>
  `;
}

/** What stands above the oldest message that is here. */
export function upperEdge(
  thread: ThreadState,
  again: () => void,
): TemplateResult {
  const words = texts().thread;
  if (thread.load === "more_failed") {
    return html`<div class="edge">${words.olderFailed}
      <button class="action quiet" @click=${again}>${texts().retry}</button></div>`;
  }
  const word = hasOlder(thread) ? `${words.older}…` : words.beginning;
  return html`<div class="edge">${word}</div>`;
}

/** The way back to the newest message, with how many came meanwhile. */
export function newestButton(unseen: number, go: () => void): TemplateResult {
  const words = texts().thread;
  const label = unseen > 0
    ? `${words.toNewest}: ${words.newMessages(unseen)}`
    : words.toNewest;
  return html`<button class="newest numbers" aria-label=${label} @click=${go}>
    ${unseen > 0 ? unseen : nothing}${icon("down")}</button>`;
}

/** What a thread without a message shows: that it is coming, why it isn't, or that there is none. */
export function nothingHere(
  thread: ThreadState,
  again: () => void,
): TemplateResult {
  const words = texts().thread;
  if (thread.load === "loading") {
    return html`
      <div class="only-read" role="status">${words.loading}</div>
      <div class="bones" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></div>
    `;
  }
  if (thread.load === "failed") {
    return html`
      <designed-state mark="cloud" tone="warning" heading=${words.failedTitle}
        words=${thread.failure ?? ""}>
        <button class="action" @click=${again}>${texts().retry}</button>
      </designed-state>
    `;
  }
  return html`
    <designed-state mark="speak" heading=${words.emptyTitle}
      words=${words.empty}></designed-state>
  `;
}
